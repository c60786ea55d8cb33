package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds commands that do not go together with earlier ones. */
final class Conflicts {
  /** Commands of which the last one counts. */
  private static final Set<String> ONCE =
      Set.of(
          "autopart",
          "bootloader",
          "clearpart",
          "firewall",
          "keyboard",
          "lang",
          "rootpw",
          "selinux",
          "timezone",
          "url");

  private final Problems problems;
  private final Map<String, Position> earlier = new HashMap<>();

  Conflicts(Problems problems) {
    this.problems = problems;
  }

  void check(String command, Part part) {
    if (ONCE.contains(command)) {
      note("`" + command + "`", part, "; the last one counts");
    }
    switch (part) {
      case Partition one when one.mountPoint().startsWith("/") ->
          note("mount point " + Quoted.of(one.mountPoint()), part, "; keep one");
      case Repository one -> note("repo " + Quoted.of(one.name()), part, "; keep one");
      case Account one -> note("user " + Quoted.of(one.name()), part, "; keep one");
      default -> {}
    }
    layout(command, part);
  }

  private void note(String what, Part part, String advice) {
    Position before = earlier.put(what, part.at());
    if (before != null) {
      problems.warning(part.at(), what + " is already in line " + before.line() + advice);
    }
  }

  /** Partitions are either chosen by the installer, or listed. */
  private void layout(String command, Part part) {
    boolean listed = part instanceof Partition;
    if (!listed && !command.equals("autopart")) {
      return;
    }
    earlier.putIfAbsent(listed ? "listed" : "chosen", part.at());
    Position other = earlier.get(listed ? "chosen" : "listed");
    if (other != null) {
      problems.error(
          part.at(),
          "`part` and `autopart` do not go together; the other is in line " + other.line());
    }
  }
}
