package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C while a guest boots, in a program of its own. */
@Tag("slow")
@Timeout(120)
@ExtendWith(Workbench.Extension.class)
class CtrlCSlowTest {
  /** A terminal signals all that run in it; others, the program alone. */
  @ParameterizedTest
  @ValueSource(strings = {"-", ""})
  void endsTheGuestAndTidiesUp(String group, Workbench bench) throws Exception {
    Process slipway = start(bench, bench.disk(TestImage.PLAIN).toString());
    List<ProcessHandle> below;
    try (BufferedReader err = slipway.errorReader()) {
      String line = err.readLine();
      while (line != null && !line.contains("Linux version")) {
        line = err.readLine();
      }
      below = slipway.descendants().toList();
      assertThat(below).as("QEMU runs").isNotEmpty();
      Command.of("kill", "-s", "INT", "--", group + slipway.pid()).run();
      assertThat(slipway.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      slipway.destroyForcibly();
    }
    assertThat(slipway.exitValue()).isEqualTo(130);
    assertThat(below).noneMatch(ProcessHandle::isAlive);
    ImageTestLongTest.assertNothingLeft(bench);
  }

  /** In a process group of its own. */
  private static Process start(Workbench bench, String image) throws Exception {
    ProcessBuilder builder = Program.process("image", "test", "--verbose", image);
    builder.command().addFirst("setsid");
    builder.environment().putAll(bench.program().environment());
    return builder.start();
  }
}
