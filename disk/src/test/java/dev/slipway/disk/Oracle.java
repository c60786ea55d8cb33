package dev.slipway.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a tool of another make, to hear what it thinks of our bytes. */
public final class Oracle {
  private Oracle() {}

  /** What the tool printed. */
  public record Answer(int status, String output) {}

  /** Runs it, standard error included in the output. */
  public static Answer ask(Object... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output);
  }

  /** Runs it, and fails unless it is content. */
  public static String approve(Object... command) throws IOException, InterruptedException {
    Answer answer = ask(command);
    assertThat(answer.status()).as(List.of(command) + "\n" + answer.output()).isZero();
    return answer.output();
  }

  /** Writes a volume to a new file of its size. */
  public static Path write(Volume volume, Path file) throws IOException {
    try (var sink = new RawFileSink(file, volume.size())) {
      volume.writeTo(0, sink);
    }
    return file;
  }
}
