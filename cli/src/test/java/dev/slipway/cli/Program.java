package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program as a user calls it, in this process. */
record Program(Map<String, String> environment, Path folder) {
  /** What came of a command. */
  record Result(int status, String out, String err) {}

  /** Runs a command to its end. */
  Result run(String... arguments) {
    return typing("", arguments);
  }

  /** Runs a command to its end; the user has typed something. */
  Result typing(String keys, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status;
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      Surroundings surroundings =
          new Surroundings(
              environment,
              folder,
              outStream,
              errStream,
              Clock.systemUTC(),
              Optional.empty(),
              new ByteArrayInputStream(keys.getBytes(StandardCharsets.US_ASCII)));
      status = Main.run(surroundings, arguments);
    }
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The program as one of its own, which hears Ctrl-C also where this test runs beside a shell. */
  static ProcessBuilder process(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line);
  }

  /** Runs a command that is to succeed, and returns what it printed. */
  String ok(String... arguments) {
    Result result = run(arguments);
    assertThat(result.status())
        .as("slipway %s: %s%s", String.join(" ", arguments), result.err(), result.out())
        .isZero();
    return result.out();
  }
}
