package dev.slipway.definition.kickstart;

/**
 * A password, which no text shows.
 *
 * @param text as written
 * @param hashed whether it is a crypt(5) hash, not the password itself
 */
public record Secret(String text, boolean hashed) {
  @Override
  public String toString() {
    return hashed ? "Secret[hashed]" : "Secret[plain]";
  }
}
