package dev.slipway.definition.reader;

import java.util.regex.Pattern;

/** Names of users and groups, as Debian's adduser takes them. */
final class Names {
  static final String USER = "[a-z_][a-z0-9_-]{0,31}";

  private static final Pattern USER_OR_NUMBER = Pattern.compile(USER + "|0|[1-9][0-9]{0,8}");

  private Names() {}

  static Form<String> user() {
    return Forms.matching(
        USER, 32, "use small letters, digits, _ and -, and begin with a letter or _");
  }

  static boolean isUserOrNumber(String text) {
    return USER_OR_NUMBER.matcher(text).matches();
  }
}
