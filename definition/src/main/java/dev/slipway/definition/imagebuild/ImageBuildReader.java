package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.SourceText;
import dev.slipway.definition.source.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads imagebuild.conf. The kickstart that it names is not looked at. */
public final class ImageBuildReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final String ADVICE = "is this an imagebuild.conf?";
  private static final List<String> TYPES = List.of("boot", "dvd", "live");

  /** A reader. */
  public ImageBuildReader() {}

  /**
   * What came of reading.
   *
   * @param imageBuild there where no diagnostic is an error
   * @param diagnostics by their place in the file; at most about a hundred
   */
  public record Result(Optional<ImageBuild> imageBuild, List<Diagnostic> diagnostics) {}

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
    Optional<ImageBuild> build = Optional.empty();
    try {
      build = imageBuild(Ini.read(SourceText.plain(source.text()), problems), problems);
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
    }
    return new Result(build.filter(_ -> !problems.hasErrors()), problems.list());
  }

  private static Optional<ImageBuild> imageBuild(Ini ini, Problems problems) {
    SectionKeys.check(ini, problems);
    interpolations(ini, problems);
    if (ini.header(SectionKeys.DEFAULT).isEmpty()) {
      problems.error(
          Position.WHOLE_FILE, "has no section [DEFAULT], which says type=boot, dvd or live");
      return Optional.empty();
    }
    Settings common = Settings.of(ini, SectionKeys.DEFAULT, problems);
    String type = common.required("type", "live");
    if (!type.isEmpty() && !TYPES.contains(type)) {
      common.wrong(
          "type",
          Quoted.of(type) + " is none of `boot`, `dvd`, `live`" + Nearest.hint(type, TYPES));
    }
    Settings image = Settings.of(ini, type, problems);
    Request request = new RequestReader(common).read(image);
    if (TYPES.contains(type) && ini.header(type).isEmpty()) {
      problems.error(Position.WHOLE_FILE, "has no section [" + type + "], though type=" + type);
      return Optional.empty();
    }
    ImageReader reader = new ImageReader(image, request);
    return switch (type) {
      case "boot" -> Optional.of(reader.boot());
      case "dvd" -> Optional.of(reader.dvd());
      case "live" -> Optional.of(reader.live());
      default -> Optional.empty();
    };
  }

  private static void interpolations(Ini ini, Problems problems) {
    for (Map<String, Located<String>> entries : ini.sections().values()) {
      entries.forEach((key, value) -> {
        if (value.value().contains("%(")) {
          problems.error(
              value.at(), Quoted.of(key) + ": `%(…)s` is not replaced; write the value itself");
        }
      });
    }
  }
}
