package dev.slipway.release.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The templates in the test's resources, and the instance that they are rendered for. */
final class Suite {
  static final Path FOLDER = Path.of("src/test/resources/dev/slipway/release/render");

  private Suite() {}

  /** What templates print here nobody reads. */
  static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  static JobTemplates job() throws IOException {
    List<TemplateFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(FOLDER.resolve("templates"))) {
      for (Path each : all.sorted().toList()) {
        String name = each.getFileName().toString();
        files.add(new TemplateFile(name, name, Files.readAllBytes(each)));
      }
    }
    return new JobTemplates("suite", Files.readAllBytes(FOLDER.resolve("spec.yml")), files);
  }

  static Instance instance() throws IOException {
    return new Instance(
        "",
        Files.readString(FOLDER.resolve("instance.yml")),
        Files.readString(FOLDER.resolve("properties.yml")),
        Files.readString(FOLDER.resolve("links.yml")),
        List.of(),
        Optional.empty());
  }

  /** A job of one template. */
  static JobTemplates of(String spec, String template) {
    return new JobTemplates("job", bytes(spec), List.of(file("x.erb", template)));
  }

  static TemplateFile file(String name, String template) {
    return new TemplateFile(name, "config/" + name, bytes(template));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
