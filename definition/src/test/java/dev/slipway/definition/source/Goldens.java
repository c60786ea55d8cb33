package dev.slipway.definition.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cases that are folders with an input, and beside it what comes of reading: diagnostics.txt and
 * result.txt. The property {@code -Dgoldens=write} writes them anew.
 */
public record Goldens(Path cases) {
  private static final boolean WRITE = "write".equals(System.getProperty("goldens"));

  /** The names of the cases. */
  public List<String> names() throws IOException {
    try (Stream<Path> folders = Files.list(cases)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  /** Compares what was read with the goldens of a case. */
  public void check(String name, List<Diagnostic> diagnostics, String result) throws IOException {
    String lines = diagnostics.stream().map(one -> one + "\n").collect(Collectors.joining());
    compare(cases.resolve(name).resolve("diagnostics.txt"), lines);
    compare(cases.resolve(name).resolve("result.txt"), result);
    assertThat(lines + result).isNotEmpty().doesNotContain("hunter2", "notshown", "secret");
  }

  private static void compare(Path golden, String text) throws IOException {
    if (WRITE && text.isEmpty()) {
      Files.deleteIfExists(golden);
    } else if (WRITE) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
  }
}
