package dev.slipway.definition.reader;

import java.util.regex.Pattern;

/** Hashes of passwords, by crypt(5). No message shows what was written: it may be a password. */
final class Passwords {
  private static final String LETTERS = "[./0-9A-Za-z]";
  private static final Pattern HASH =
      Pattern.compile(
          "\\$5\\$(rounds=[0-9]+\\$)?[!-#%-9;-~]{1,16}\\$"
              + LETTERS
              + "{43}"
              + "|\\$6\\$(rounds=[0-9]+\\$)?[!-#%-9;-~]{1,16}\\$"
              + LETTERS
              + "{86}"
              + "|\\$2[aby]\\$[0-9]{2}\\$"
              + LETTERS
              + "{53}"
              + "|\\$g?y\\$"
              + LETTERS
              + "+\\$"
              + LETTERS
              + "{1,86}\\$"
              + LETTERS
              + "{43}"
              + "|\\$7\\$"
              + LETTERS
              + "{11,97}\\$"
              + LETTERS
              + "{43}");
  private static final Pattern WEAK = Pattern.compile("\\$(1|md5|3|sha1)\\$.*");
  private static final String MAKE = "make a hash with `openssl passwd -6` or `mkpasswd`";

  private Passwords() {}

  static String read(Value value) throws Mistake {
    Value.Scalar scalar = Forms.scalar(value);
    String text = scalar.written();
    if (text.equals("!") || text.equals("*")) {
      return "!";
    }
    if (WEAK.matcher(text).matches()) {
      throw new Mistake("this hash is quickly broken; " + MAKE);
    }
    if (!HASH.matcher(text).matches()) {
      throw new Mistake(
          "is not a whole hash, and a password itself would be readable in the image; "
              + MAKE
              + ", and quote it, or write \"!\" for none");
    }
    return text;
  }
}
