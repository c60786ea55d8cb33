package dev.slipway.definition.kickstart;

import dev.slipway.definition.kickstart.CommandForm.OptionForm;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells options, their values and other arguments apart. No message shows a value: it may be a
 * password, or a part of one that was not quoted.
 */
final class ArgumentsReader {
  /** Their arguments are passwords, even those that look like options. */
  private static final Set<String> PASSWORD_COMMANDS = Set.of("rootpw", "sshpw");

  private final CommandForm form;
  private final List<Word> words;
  private final Problems problems;
  private final Map<String, Word> values = new HashMap<>();
  private final Set<String> flags = new HashSet<>();
  private final List<Word> others = new ArrayList<>();
  private boolean clear = true;
  private int taken = 1;

  private ArgumentsReader(CommandForm form, List<Word> words, Problems problems) {
    this.form = form;
    this.words = words;
    this.problems = problems;
  }

  /** Reads the words of a command, of which the first is its name. */
  static Arguments read(CommandForm form, List<Word> words, Problems problems) {
    return new ArgumentsReader(form, words, problems).read();
  }

  private Arguments read() {
    while (taken < words.size()) {
      Word word = words.get(taken);
      taken++;
      if (word.text().startsWith("--") && !form.anything()) {
        option(word);
      } else {
        others.add(word);
      }
    }
    Word command = words.getFirst();
    if (others.size() < form.least()) {
      problems.error(command.at(), "`" + command.text() + "` needs " + count(form.least()));
    }
    if (others.size() > form.most()) {
      String hint = form.most() == 0 ? "takes options only" : "takes " + count(form.most());
      problems.error(
          others.get(form.most()).at(),
          "one argument too many: `" + command.text() + "` " + hint + "; quote those with spaces");
    }
    return new Arguments(command, values, flags, others, clear, problems);
  }

  private void option(Word word) {
    int equals = word.text().indexOf('=');
    String name = word.text().substring(2, equals < 0 ? word.text().length() : equals);
    OptionForm option = form.options().get(name);
    if (option == null) {
      clear = false;
      problems.error(word.at(), unknown(name));
    } else if (equals >= 0) {
      values.put(name, new Word(word.text().substring(equals + 1), word.at()));
      if (option == OptionForm.FLAG) {
        problems.error(word.at(), "`--" + name + "` takes no value; leave out what is behind it");
      }
    } else if (option == OptionForm.VALUE) {
      next(word, name);
    } else {
      flags.add(name);
    }
  }

  /** An option's value that is the next word. */
  private void next(Word option, String name) {
    Optional<String> next =
        taken < words.size() ? Optional.of(words.get(taken).text()) : Optional.empty();
    if (next.isEmpty() || isOption(next.get())) {
      problems.error(option.at(), "`--" + name + "` needs a value: --" + name + "=…");
      return;
    }
    if (next.get().startsWith("--")) {
      problems.error(
          option.at(), "a value that begins with a dash is written with =: --" + name + "=…");
    }
    values.put(name, new Word(next.get(), option.at()));
    taken++;
  }

  private boolean isOption(String text) {
    return text.startsWith("--") && form.options().containsKey(text.substring(2).split("=", 2)[0]);
  }

  private String unknown(String name) {
    Set<String> known = form.options().keySet();
    boolean secret = PASSWORD_COMMANDS.contains(form.name());
    String shown = secret ? "an unknown option" : "unknown option " + Quoted.of("--" + name);
    String at = shown + " of `" + form.name() + "`";
    if (known.isEmpty()) {
      return at + "; it has none";
    }
    return at
        + Nearest.to(name, known)
            .map(near -> "; did you mean `--" + near + "`?")
            .orElseGet(() -> "; there are `--" + String.join("`, `--", known) + "`");
  }

  private static String count(int count) {
    return count == 1 ? "one argument" : count + " arguments";
  }
}
