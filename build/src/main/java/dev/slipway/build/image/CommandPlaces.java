package dev.slipway.build.image;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the line of a script that a traced command stands in. Debian's sh tells no line numbers, so
 * the words of the command are looked for, forward from where the command before it was found.
 */
final class CommandPlaces {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s'\"`;|&(){}<>]+");

  private final List<List<String>> source;
  private int last = -1;

  CommandPlaces(List<String> source) {
    this.source = source.stream().map(CommandPlaces::words).toList();
  }

  /** The line, from 1, of the last of these commands, as far as it can be told. */
  Optional<Integer> follow(List<String> commands) {
    Optional<Integer> found = Optional.empty();
    for (String command : commands) {
      found = find(words(command));
      found.ifPresent(line -> last = line - 1);
    }
    return found;
  }

  private Optional<Integer> find(List<String> command) {
    int best = -1;
    long most = 0;
    for (int i = 1; i <= source.size(); i++) {
      int here = (last + i) % source.size();
      long common = common(source.get(here), command);
      if (common > most) {
        best = here;
        most = common;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best + 1);
  }

  /** How many of a command's words are in a line; none where its first word is not. */
  private static long common(List<String> line, List<String> command) {
    if (command.isEmpty() || !line.contains(command.getFirst())) {
      return 0;
    }
    return command.stream().filter(line::contains).count();
  }

  private static List<String> words(String text) {
    if (text.stripLeading().startsWith("#")) {
      return List.of();
    }
    // An assignment is found by its name, since its value has been worked out in the trace.
    return Arrays.stream(BETWEEN_WORDS.split(text.strip()))
        .filter(word -> !word.isEmpty())
        .map(word -> word.matches("[A-Za-z_]\\w*=.*") ? word.replaceFirst("=.*", "=") : word)
        .toList();
  }
}
