package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads commands and sections one after the other. */
final class PartsReader {
  private final Lines lines;
  private final Problems problems;
  private final SectionReader sections;
  private final List<Part> parts = new ArrayList<>();

  PartsReader(Lines lines, Problems problems) {
    this.lines = lines;
    this.problems = problems;
    sections = new SectionReader(lines, problems);
  }

  Kickstart read() {
    Conflicts conflicts = new Conflicts(problems);
    while (lines.hasNext() && !problems.isFull()) {
      line().ifPresent(words -> part(words, conflicts));
    }
    if (parts.isEmpty() && !problems.hasErrors()) {
      problems.error(Position.WHOLE_FILE, "has no command and no section; is it a kickstart?");
    }
    return new Kickstart(parts);
  }

  /** The next line's words; empty where there are none, or they cannot be told apart. */
  private Optional<List<Word>> line() {
    int number = lines.number();
    if (Lines.first(lines.peek()).startsWith("#")) {
      lines.next();
      return Optional.empty();
    }
    String line = lines.nextJoined();
    if (line.length() > Lines.LONGEST) {
      problems.error(new Position(number, 1), TooLong.TEXT);
      return Optional.empty();
    }
    try {
      return Optional.of(WordSplitter.split(line, number)).filter(words -> !words.isEmpty());
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
      return Optional.empty();
    }
  }

  private void part(List<Word> words, Conflicts conflicts) {
    Word first = words.getFirst();
    if (CommandTable.INCLUDES.contains(first.text())) {
      problems.error(first.at(), SectionReader.flatten(first.text()));
    } else if (first.text().startsWith("%")) {
      sections.read(words).ifPresent(parts::add);
    } else {
      command(words)
          .ifPresent(arguments -> {
            Part part = CommandReader.read(arguments, words);
            conflicts.check(first.text(), part);
            parts.add(part);
          });
    }
  }

  private Optional<Arguments> command(List<Word> words) {
    Word first = words.getFirst();
    CommandForm form = CommandTable.FORMS.get(CommandTable.canonical(first.text()));
    if (form == null) {
      problems.error(
          first.at(),
          "unknown command "
              + Quoted.of(first.text())
              + Nearest.to(first.text(), CommandTable.COMMANDS)
                  .map(near -> "; did you mean `" + near + "`?")
                  .orElse("; what belongs to a script stands between %post and %end"));
      return Optional.empty();
    }
    if (form.gone()) {
      problems.warning(
          first.at(),
          "`" + form.name() + "` is no longer a command of the installer; leave it out");
    }
    return Optional.of(ArgumentsReader.read(form, words, problems));
  }
}
