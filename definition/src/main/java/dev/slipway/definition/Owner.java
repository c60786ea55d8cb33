package dev.slipway.definition;

/**
 * Whose a file is.
 *
 * @param user a name of the image's users, or a number
 * @param group a name of the image's groups, or a number
 */
public record Owner(String user, String group) {
  /** root:root. */
  public static final Owner ROOT = new Owner("root", "root");

  @Override
  public String toString() {
    return user + ":" + group;
  }
}
