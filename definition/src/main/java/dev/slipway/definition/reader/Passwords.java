package dev.slipway.definition.reader;

import java.util.regex.Pattern;

/** Hashes of passwords, by crypt(5). No message shows what was written: it may be a password. */
final class Passwords {
  private static final Pattern HASH =
      Pattern.compile("\\$(5|6|7|y|gy|2a|2b|2y)\\$[!-9;-~]{20,300}");
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
          "is not a hash, and a password itself would be readable in the image; "
              + MAKE
              + ", and quote it, or write \"!\" for none");
    }
    return text;
  }
}
