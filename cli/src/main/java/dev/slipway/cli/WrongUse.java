package dev.slipway.cli;

import dev.slipway.build.debian.NearestName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what is wrong with a command line, and what is the nearest right word. */
final class WrongUse {
  private WrongUse() {}

  /** Prints a fault and returns the exit status. */
  static int explain(ParameterException fault) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    if (!(fault instanceof UnmatchedArgumentException) && isGroup(command)) {
      command.usage(err);
    } else {
      err.println("slipway: " + message(fault));
      err.println(
          "Try '" + command.getCommandSpec().qualifiedName() + " --help' for what there is.");
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** Whether a command only has others below it. */
  private static boolean isGroup(CommandLine command) {
    return !command.getSubcommands().isEmpty() && !(command.getCommand() instanceof Callable<?>);
  }

  private static String message(ParameterException fault) {
    if (!(fault instanceof UnmatchedArgumentException unmatched)) {
      return small(String.valueOf(fault.getMessage()));
    }
    String word = unmatched.getUnmatched().getFirst();
    CommandLine command = fault.getCommandLine();
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      return "there is no option `" + name + "`" + nearest(name, options(command));
    }
    return !command.getSubcommands().isEmpty()
        ? "there is no command `" + word + "`" + nearest(word, names(command))
        : "`" + word + "` is one argument too many";
  }

  private static String nearest(String word, List<String> words) {
    Optional<String> nearest =
        NearestName.of(word, words)
            .or(() -> words.stream().filter(w -> sorted(w).equals(sorted(word))).findFirst())
            .or(() -> words.stream().filter(w -> w.startsWith(word)).findFirst());
    return nearest.map(n -> "; did you mean `" + n + "`?").orElse("");
  }

  /** Letters that changed places are the commonest mistake, and count twice otherwise. */
  private static String sorted(String word) {
    char[] letters = word.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().forEach(o -> names.addAll(List.of(o.names())));
    names.removeIf(name -> !name.startsWith("--"));
    return names;
  }

  private static List<String> names(CommandLine command) {
    return List.copyOf(command.getSubcommands().keySet());
  }

  private static String small(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
