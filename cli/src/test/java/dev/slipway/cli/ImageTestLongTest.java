package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Program.Result;
import dev.slipway.process.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code slipway image test} says of images that come up, and of those that do not. */
@Tag("long")
@ExtendWith(Workbench.Extension.class)
class ImageTestLongTest {
  private static final int BOOT_CODE = 440;

  private final Workbench bench;

  ImageTestLongTest(Workbench bench) {
    this.bench = bench;
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertNothingLeft(bench);
  }

  /** Logs and screenshots are for the user; folders are not. */
  static void assertNothingLeft(Workbench bench) throws IOException {
    try (Stream<Path> left = Files.list(bench.boots())) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void tellsWhatCommandsSaidAndWhichFailed() throws IOException {
    String image = bench.disk(TestImage.PLAIN).toString();
    Result result =
        bench
            .program()
            .run(
                "image",
                "test",
                image,
                "--json",
                "--timeout",
                "900",
                "--run",
                "getcap /usr/local/bin/napper",
                "--run",
                "echo to see; exit 3");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .contains("cap_net_bind_service,cap_sys_nice=ep", "\"status\":3", "\"to see\"")
        .contains("ended with status 3");
  }

  @Test
  void saysThatTheKernelPanicked() throws Exception {
    bench.disk(TestImage.PANICKING);
    Result result =
        bench.program().run("image", "test", TestImage.PANICKING.label(), "--firmware", "bios");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("bios: failed: the kernel panicked: ")
        .contains("the serial console's last lines:")
        .contains("Unable to mount root fs");
    assertScreenshot(result);
  }

  @Test
  void saysThatNothingCameOfBrokenBootCode() throws Exception {
    Path disk = bench.folder().resolve("no-boot-code.raw");
    Command.of("cp", "--sparse=always", bench.disk(TestImage.PLAIN).toString(), disk.toString())
        .run();
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.write(new byte[BOOT_CODE]);
    }
    Result result = bench.program().run("image", "test", disk.toString(), "--timeout", "8");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("bios: failed: 'login:' did not come on the serial console: 8 s passed");
    assertScreenshot(result);
    Files.delete(disk);
  }

  private static void assertScreenshot(Result result) throws IOException {
    Matcher named = Pattern.compile("a screenshot: (\\S+\\.png)").matcher(result.err());
    assertThat(named.find()).as(result.err()).isTrue();
    assertThat(ImageIO.read(Path.of(named.group(1)).toFile()).getWidth()).isGreaterThan(600);
  }
}
