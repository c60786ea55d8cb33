package dev.slipway.definition.kickstart;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.SourceText;
import dev.slipway.definition.source.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads kickstart files. Nothing that they name is looked at, and no message shows a password. */
public final class KickstartReader {
  private static final int MAX_BYTES = 4 << 20;
  private static final String ADVICE =
      "a kickstart is short: have its scripts download what is large";

  /** A reader. */
  public KickstartReader() {}

  /**
   * What came of reading.
   *
   * @param kickstart there where no diagnostic is an error
   * @param diagnostics by their place in the file; at most about a hundred
   */
  public record Result(Optional<Kickstart> kickstart, List<Diagnostic> diagnostics) {}

  /** Reads a file, and never fails otherwise than by diagnostics. */
  public Result read(Path file) {
    return read(file.toString(), () -> SourceText.read(file, MAX_BYTES, ADVICE));
  }

  /**
   * Reads one that was sent.
   *
   * @param name what diagnostics call it
   */
  public Result read(String name, byte[] bytes) {
    return read(name, () -> SourceText.decode(bytes, MAX_BYTES, ADVICE));
  }

  /** The same of a text. */
  public Result read(String name, String text) {
    return read(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Source {
    String text() throws Unreadable;
  }

  private static Result read(String name, Source source) {
    Problems problems = new Problems(name);
    Optional<Kickstart> kickstart = Optional.empty();
    try {
      Lines lines = new Lines(SourceText.plain(source.text()));
      kickstart = Optional.of(new PartsReader(lines, problems).read());
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
    }
    return new Result(kickstart.filter(_ -> !problems.hasErrors()), problems.list());
  }
}
