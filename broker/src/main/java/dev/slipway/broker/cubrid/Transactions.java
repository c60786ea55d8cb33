package dev.slipway.broker.cubrid;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code cubrid tranlist -s} writes. {@code killtran} itself finds transactions only by
 * the user of the client's system, not by the database's.
 *
 * <p>Source: CUBRID's manual, "tranlist".
 */
final class Transactions {
  private static final Pattern ROW = Pattern.compile("\\s*([0-9]+)\\([^)]*\\)\\s+(\\S+)\\s.*");

  private Transactions() {}

  /** Indexes of a user's; CUBRID's names of users have no small letters. */
  static List<String> of(String user, List<String> lines) {
    return lines.stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .filter(r -> r.group(2).equalsIgnoreCase(user))
        .map(r -> r.group(1))
        .toList();
  }
}
