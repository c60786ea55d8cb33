package dev.slipway.queue.source;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies in a definition's folder and is none of it. */
final class LeftOut {
  private static final Set<String> NAMES =
      Set.of(".git", ".hg", ".svn", ".idea", ".vscode", ".DS_Store");

  /** What editors leave: {@code motd~}, {@code .motd.swp}, {@code #motd#}, {@code .#motd}. */
  private static final Pattern LEFTOVER = Pattern.compile(".*~|\\..*\\.sw[a-p]|#.*#|\\.#.*");

  private static final Pattern RECORD =
      Pattern.compile("(.+_v.+\\.(?:amd64|i386|arm64)\\.)json", Pattern.DOTALL);

  private LeftOut() {}

  /** Whether a file or folder of this name is left out, with all in it. */
  static boolean isLeftOut(String name) {
    return NAMES.contains(name) || LEFTOVER.matcher(name).matches();
  }

  /**
   * What the names of an image's files begin with, where a name is that of an image's record: a
   * catalog in the definition's folder does not go along.
   */
  static Optional<String> image(String name) {
    Matcher record = RECORD.matcher(name);
    return record.matches() ? Optional.of(record.group(1)) : Optional.empty();
  }
}
