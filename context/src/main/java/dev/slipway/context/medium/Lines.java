package dev.slipway.context.medium;

/** Lines of a key, a blank and a value, as the guest reads them. */
final class Lines {
  private final StringBuilder text = new StringBuilder();

  /**
   * Adds a line.
   *
   * @throws IllegalArgumentException for a value that the guest would read as another: with control
   *     characters, or blanks around it
   */
  Lines add(String key, String value) {
    if (!value.equals(value.strip()) || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the context's " + key + " has blanks around it or control characters in it");
    }
    text.append(key).append(' ').append(value).append('\n');
    return this;
  }

  String text() {
    return text.toString();
  }
}
