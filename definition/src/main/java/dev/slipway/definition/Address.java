package dev.slipway.definition;

/**
 * An address, whose credentials no text shows.
 *
 * @param text as written; it may have variables as {@code $releasever}
 */
public record Address(String text) {
  private static final String SCHEME_END = "://";

  @Override
  public String toString() {
    int credentialsEnd = text.lastIndexOf('@');
    int schemeEnd = text.indexOf(SCHEME_END);
    if (credentialsEnd < 0) {
      return text;
    }
    boolean scheme = schemeEnd >= 0 && schemeEnd < credentialsEnd;
    String shown = scheme ? text.substring(0, schemeEnd + SCHEME_END.length()) : "";
    return shown + "…" + text.substring(credentialsEnd);
  }
}
