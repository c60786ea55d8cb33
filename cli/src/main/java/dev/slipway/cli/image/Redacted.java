package dev.slipway.cli.image;

import java.util.regex.Pattern;

/** A definition's text without what is nobody else's business. */
final class Redacted {
  private static final Pattern PASSWORD = Pattern.compile("(.*\\bpassword: *)(?![\"']?!).+");

  private Redacted() {}

  static String line(String line) {
    return PASSWORD.matcher(line).replaceAll("$1(a hash)");
  }
}
