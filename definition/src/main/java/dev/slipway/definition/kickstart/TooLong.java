package dev.slipway.definition.kickstart;

/** What is said of a line that is too long. */
final class TooLong {
  static final String TEXT =
      "the line is longer than " + Lines.LONGEST + " characters; is this a kickstart?";

  private TooLong() {}
}
