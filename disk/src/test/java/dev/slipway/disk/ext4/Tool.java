package dev.slipway.disk.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the programs that tests check against. */
final class Tool {
  private Tool() {}

  /** A program's output, which has to succeed. */
  static String run(Object... command) throws IOException, InterruptedException {
    String[] words = new String[command.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = command[i].toString();
    }
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", words) + "\n" + output).isZero();
    return output;
  }

  /** What debugfs says to a request, without its greeting. */
  static String debugfs(Path image, String request) throws IOException, InterruptedException {
    return run("debugfs", "-R", request, image).replaceFirst("(?m)^debugfs 1.*\n", "");
  }

  /** Checks a file system: nothing is to be found. */
  static void e2fsck(Path image) throws IOException, InterruptedException {
    String output = run("e2fsck", "-f", "-n", image);
    String unexpected =
        output
            .lines()
            .filter(line -> !line.startsWith("Pass ") && !line.startsWith("e2fsck 1"))
            .reduce("", (left, right) -> left + right + "\n");
    assertThat(unexpected.lines()).as(output).hasSize(1); // the line with the counts
  }
}
