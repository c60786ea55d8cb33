package dev.slipway.definition.kickstart;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command, or a section's first line, takes.
 *
 * @param least how many arguments it has at least that are no options
 * @param most how many at most
 * @param options their names without dashes
 * @param anything whether its arguments are for another program, so that nothing is known of them
 * @param gone whether installers have done without it for long
 */
record CommandForm(
    String name,
    int least,
    int most,
    Map<String, OptionForm> options,
    boolean anything,
    boolean gone) {
  enum OptionForm {
    FLAG,
    VALUE,
    FLAG_OR_VALUE
  }

  /**
   * Reads a line of the table: a name, how many arguments as {@code 1}, {@code 0-1} or {@code 1+},
   * or {@code *} for anything, and options: {@code x} is a flag, {@code x=} has a value, {@code x?}
   * may have one. A dash before the name: it is gone.
   */
  static CommandForm parse(String line) {
    String[] words = line.trim().split(" +");
    boolean gone = words[0].startsWith("-");
    String name = words[0].substring(gone ? 1 : 0);
    String count = words[1];
    Map<String, OptionForm> options = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      switch (words[i].charAt(words[i].length() - 1)) {
        case '=' -> options.put(withoutSign(words[i]), OptionForm.VALUE);
        case '?' -> options.put(withoutSign(words[i]), OptionForm.FLAG_OR_VALUE);
        default -> options.put(words[i], OptionForm.FLAG);
      }
    }
    return new CommandForm(name, least(count), most(count), options, count.equals("*"), gone);
  }

  private static int least(String count) {
    return count.equals("*") ? 0 : Character.digit(count.charAt(0), 10);
  }

  private static int most(String count) {
    return count.endsWith("+") || count.equals("*")
        ? Integer.MAX_VALUE
        : Character.digit(count.charAt(count.length() - 1), 10);
  }

  private static String withoutSign(String word) {
    return word.substring(0, word.length() - 1);
  }
}
