package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A conversion in a program of its own that is killed, interrupted, or finds no room. */
@Tag("slow")
@Timeout(120)
class ConvertCutOffSlowTest {
  private static final String TARGETS = "raw,qcow2,vhd-xen,vmdk-flat,ova,gce,containerdisk,raw.zst";
  private static final int MIB = 1 << 20;

  @TempDir Path folder;
  private Path raw = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void makeDisk() throws Exception {
    raw = folder.resolve("disk.raw");
    out = Files.createDirectory(folder.resolve("out"));
    byte[] noise = new byte[MIB];
    Random random = new Random(1);
    try (OutputStream file = Files.newOutputStream(raw)) {
      for (int i = 0; i < 64; i++) {
        random.nextBytes(noise);
        file.write(noise);
      }
    }
    Tool.run("truncate", "-s", "1G", raw);
  }

  private Process start() throws IOException {
    return Program.process(
            "disk", "convert", raw.toString(), "--to", TARGETS, "--json", "-o", out.toString())
        .start();
  }

  /** One that has written a part of the files. */
  private Process started() throws IOException {
    Process slipway = start();
    BufferedReader events = slipway.inputReader(StandardCharsets.UTF_8);
    String line = events.readLine();
    while (line != null && !line.contains("\"progress\"")) {
      line = events.readLine();
    }
    assertThat(line).as("it was on its way").isNotNull();
    return slipway;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(out)) {
      return all.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void whatIsKilledLeavesNothingThatLooksFinishedAndTheNextRunTidiesUp() throws Exception {
    Process slipway = started();
    slipway.destroyForcibly().waitFor();
    assertThat(files()).isNotEmpty().allMatch(name -> name.endsWith(".part"));
    Process again = start();
    again.getInputStream().transferTo(OutputStream.nullOutputStream());
    assertThat(again.waitFor()).isZero();
    assertThat(files()).hasSize(9).noneMatch(name -> name.endsWith(".part"));
    Tool.run("qemu-img", "compare", raw, out.resolve("disk.qcow2"));
  }

  @Test
  void whatIsInterruptedLeavesNothing() throws Exception {
    Process slipway = started();
    Command.of("kill", "-s", "INT", Long.toString(slipway.pid())).run();
    assertThat(slipway.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(slipway.exitValue()).isEqualTo(130);
    assertThat(files()).isEmpty();
  }

  @Test
  void whatFindsNoRoomSaysSoAndLeavesNothing() throws Exception {
    Tool.run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", out);
    try {
      Process slipway = start();
      slipway.getInputStream().transferTo(OutputStream.nullOutputStream());
      String errors = new String(slipway.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(slipway.waitFor()).isEqualTo(1);
      assertThat(errors).contains("No space left on device").contains(out.toString());
      assertThat(files()).isEmpty();
    } finally {
      Tool.run("umount", out);
    }
  }
}
