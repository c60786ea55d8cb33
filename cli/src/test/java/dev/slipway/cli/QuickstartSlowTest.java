package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one command of the README. */
@Tag("slow")
@ExtendWith(Workbench.Extension.class)
class QuickstartSlowTest {
  @Test
  void buildsBootsAndShowsWhatTheContextSaid(Workbench bench) throws Exception {
    Path home = Path.of("").toAbsolutePath().getParent();
    // Built by script/build-app: this may not build, because it runs within a build.
    assertThat(home.resolve("cli/target/app/built")).exists();
    List<String> lines =
        Command.of(home.resolve("slipway").toString(), "quickstart", "--yes")
            .env(bench.program().environment())
            .env(Map.of("HOME", bench.folder().toString()))
            .env(Map.of("JAVA_HOME", System.getProperty("java.home")))
            .timeout(Duration.ofMinutes(10))
            .lines();
    String said = String.join("\n", lines);
    assertThat(said)
        .contains("1. Build the image of ", "2. Boot it", "3. What came of it")
        .containsPattern("it said +Hello from first, Linux 6")
        .containsPattern("up in +[0-9.]+ s")
        .contains("Next:");
    assertThat(Files.isRegularFile(bench.folder().resolve("images/debian_v12.amd64.raw"))).isTrue();
    ImageTestLongTest.assertNothingLeft(bench);
  }
}
