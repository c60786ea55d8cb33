package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what goes from a line with a percent sign to an {@code %end}. */
final class SectionReader {
  private static final String SHELL = "/bin/sh";

  private final Lines lines;
  private final Problems problems;

  SectionReader(Lines lines, Problems problems) {
    this.lines = lines;
    this.problems = problems;
  }

  /** Reads a section whose first line is taken already. */
  Optional<Part> read(List<Word> words) {
    Word header = words.getFirst();
    CommandForm form = CommandTable.FORMS.get(header.text());
    if (form == null) {
      unknown(header);
      return Optional.empty();
    }
    Arguments arguments = ArgumentsReader.read(form, words, problems);
    int first = lines.number();
    List<String> body = body(header, true);
    return Optional.of(
        switch (form.name()) {
          case "%packages" -> packages(words, arguments, body, first);
          case "%pre" -> script(arguments, Script.Moment.BEFORE, body);
          case "%pre-install" -> script(arguments, Script.Moment.BEFORE_INSTALL, body);
          case "%post" -> script(arguments, Script.Moment.AFTER, body);
          case "%onerror" -> script(arguments, Script.Moment.ON_ERROR, body);
          case "%traceback" -> script(arguments, Script.Moment.ON_CRASH, body);
          default -> new Section(header.at(), form.name().substring(1), rest(words), joined(body));
        });
  }

  /** What is said of a line that brings in another file. */
  static String flatten(String directive) {
    return "`"
        + directive
        + "` brings in another file, which is not here; flatten the kickstart first:"
        + " ksflatten -c a.ks -o flat.ks";
  }

  private Packages packages(List<Word> words, Arguments arguments, List<String> body, int first) {
    List<PackageChoice> choices = new PackageLines(problems).read(body, first);
    return new Packages(arguments.at(), rest(words), choices);
  }

  private static Script script(Arguments arguments, Script.Moment moment, List<String> body) {
    boolean inside = moment == Script.Moment.AFTER && !arguments.has("nochroot");
    return new Script(
        arguments.at(),
        moment,
        arguments.text("interpreter").orElse(SHELL),
        inside,
        arguments.text("log").or(() -> arguments.text("logfile")),
        arguments.has("erroronfail"),
        joined(body));
  }

  private void unknown(Word header) {
    if (header.text().equals(Lines.END)) {
      problems.error(header.at(), "`%end` ends no section here; leave it out");
      return;
    }
    String sections = "; there are `" + String.join("`, `", CommandTable.SECTIONS) + "`";
    problems.error(
        header.at(),
        "unknown section "
            + Quoted.of(header.text())
            + Nearest.to(header.text(), CommandTable.SECTIONS)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse(sections));
    body(header, false);
  }

  /** The lines up to the section's end, which is taken too. */
  private List<String> body(Word header, boolean known) {
    List<String> body = new ArrayList<>();
    while (lines.hasNext()) {
      String first = Lines.first(lines.peek());
      if (first.equals(Lines.END)) {
        lines.next();
        return body;
      }
      if (CommandTable.SECTIONS.contains(first)) {
        break;
      }
      if (CommandTable.INCLUDES.contains(first)) {
        include(first);
        body.add(""); // A line nevertheless, so that those behind it keep their numbers.
      } else {
        body.add(lines.next());
      }
    }
    if (known) {
      unended(header);
    }
    return body;
  }

  private void include(String directive) {
    int number = lines.number();
    int column = lines.next().indexOf(directive) + 1;
    if (!problems.isFull()) {
      problems.error(new Position(number, column), flatten(directive));
    }
  }

  private void unended(Word header) {
    String message = Quoted.of(header.text()) + " has no `%end`; put one behind its last line";
    if (lines.endsSections()) {
      problems.error(header.at(), message);
    } else {
      problems.warning(header.at(), message);
    }
  }

  private static List<String> rest(List<Word> words) {
    return words.stream().skip(1).map(Word::text).toList();
  }

  private static String joined(List<String> body) {
    return body.isEmpty() ? "" : String.join("\n", body) + "\n";
  }
}
