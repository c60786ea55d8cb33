package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the independent tools that images are checked with. */
final class Tool {
  private Tool() {}

  record Result(int status, String output) {}

  /** Runs a program to its end, whatever its exit status is. */
  static Result run(Object... command) throws IOException, InterruptedException {
    List<String> words = List.of(command).stream().map(Object::toString).toList();
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Runs a program that is to succeed, and gives what it says. */
  static String ok(Object... command) throws IOException, InterruptedException {
    Result result = run(command);
    assertThat(result.status()).as("%s: %s", List.of(command), result.output()).isZero();
    return result.output();
  }
}
