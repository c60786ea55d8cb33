package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The examples, built and booted with their contexts; what the contexts' tests say counts. Two run
 * side by side, each with a cache of its own, where logs of boots are too.
 */
@Tag("long")
@ExtendWith(Workbench.Extension.class)
class ExamplesLongTest {
  private final Workbench bench;

  ExamplesLongTest(Workbench bench) {
    this.bench = bench;
  }

  /** A copy, because a build writes the lock beside the definition. */
  private Path copyOf(String example) throws Exception {
    Path original = Path.of("").toAbsolutePath().getParent().resolve("examples").resolve(example);
    Path copy = bench.folder().resolve("example-" + example);
    Command.of("cp", "-r", original.toString(), copy.toString()).run();
    Files.deleteIfExists(copy.resolve("slipway.lock"));
    return copy;
  }

  private static void boot(Program program, String image, Path context) {
    String[] line = {
      "image",
      "test",
      image,
      "--firmware",
      "bios",
      "--timeout",
      "900",
      "--context",
      context.toString()
    };
    program.ok(line);
  }

  @Test
  void oneTemplateBecomesWhatItsContextSays() throws Exception {
    Path example = copyOf("systemvm");
    Program program = bench.programApart("systemvm");
    program.ok("image", "build", example.toString(), "--no-test", "--format", "raw");
    for (String role : new String[] {"router", "consoleproxy", "secstorage"}) {
      boot(program, "systemvm_v1.0", example.resolve("contexts").resolve(role));
    }
    program.ok("image", "remove", "systemvm_v1.0");
  }

  @Test
  void theJavaServiceRunsWithoutANetwork() throws Exception {
    Path example = copyOf("jcloudscale");
    Program program = bench.programApart("jcloudscale");
    program.ok("image", "build", example.toString(), "--no-test", "--format", "raw");
    boot(program, "JCloudScale_v0.4.0", example.resolve("context"));
    program.ok("image", "remove", "JCloudScale_v0.4.0");
  }

  /** Without Debian's security archive, of which mirrors do not always have all for i386. */
  @Test
  void thirtyTwoBitsBoot() throws Exception {
    Path example = copyOf("debian");
    Path definition = example.resolve("slipway.yml");
    Files.writeString(
        definition,
        Files.readString(definition)
                .replace("[amd64]", "[i386]")
                .replace("kernel: cloud", "kernel: generic")
                .replace("debian: bookworm", "debian: bookworm\n  security: false")
            + "\ntest:\n  timeout: 15m\n");
    Program program = bench.programApart("i386");
    program.ok("image", "build", example.toString(), "--format", "raw");
    assertThat(
            program.ok(
                "image",
                "test",
                "debian_v12.i386",
                "--firmware",
                "bios",
                "--timeout",
                "900",
                "--run",
                "uname -m",
                "--run",
                "systemctl is-system-running --wait"))
        .contains("i686", "running");
    program.ok("image", "remove", "debian_v12.i386");
  }
}
