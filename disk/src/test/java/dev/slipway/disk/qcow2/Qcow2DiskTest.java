package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Opening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Qcow2DiskTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compat=1.1",
        "compat=0.10",
        "cluster_size=512",
        "cluster_size=2M",
        "compression_type=zstd",
        "compression_type=zstd,cluster_size=4k"
      })
  void readsWhatQemuConverts(String options) throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 20 * MIB, 15, options.hashCode());
    for (String compress : new String[] {"-c", "-W"}) {
      Path image = folder.resolve("a.qcow2");
      Tool.ok("qemu-img", "convert", compress, "-O", "qcow2", "-o", options, raw, image);
      try (Disk one = Disks.open(raw);
          Disk other = Disks.open(image)) {
        assertThat(Disks.compare(one, other).identical()).as(compress).isTrue();
        readsAnywhereAlike(one, other);
      }
    }
  }

  private static void readsAnywhereAlike(Disk one, Disk other) throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 300; i++) {
      long at = random.nextLong(one.size());
      int count = (int) Math.min(one.size() - at, random.nextInt(200_000));
      ByteBuffer first = ByteBuffer.allocate(count);
      ByteBuffer second = ByteBuffer.allocateDirect(count);
      one.read(at, first);
      other.read(at, second);
      assertThat(first.flip()).isEqualTo(second.flip());
    }
  }

  @Test
  void readsThroughThreeImagesOfDifferentSizes() throws Exception {
    Path base = Patterns.sparse(folder.resolve("base.raw"), 9 * MIB + 512, 12, 4);
    Path middle = folder.resolve("middle.qcow2");
    Path top = folder.resolve("top.qcow2");
    Tool.ok("qemu-img", "create", "-f", "qcow2", "-b", "base.raw", "-F", "raw", middle, "30M");
    Tool.ok("qemu-io", "-c", "write -P 5 2M 300k", "-c", "write -z 4M 1M", middle);
    Tool.ok("qemu-io", "-c", "write -P 6 20M 70k", "-c", "write -z 9M 128k", middle);
    Tool.ok(
        "qemu-img",
        "create",
        "-f",
        "qcow2",
        "-b",
        "middle.qcow2",
        "-F",
        "qcow2",
        "-o",
        "cluster_size=4k",
        top,
        "25M");
    Tool.ok("qemu-io", "-c", "write -P 7 2100k 5k", "-c", "write -z 20M 8k", top);
    Path flat = folder.resolve("flat.raw");
    Tool.ok("qemu-img", "convert", "-O", "raw", top, flat);
    try (Disk one = Disks.open(flat);
        Disk other = Disks.open(top)) {
      assertThat(Disks.compare(one, other).identical()).isTrue();
      readsAnywhereAlike(one, other);
      Path written = folder.resolve("written.qcow2");
      new Qcow2Writer(Qcow2Options.of(Compression.ZSTD)).write(other, written);
      Tool.ok("qemu-img", "compare", written, top);
    }
  }

  @Test
  void holesOfAHugeDiskCostNothing() throws Exception {
    Path image = folder.resolve("huge.qcow2");
    Tool.ok("qemu-img", "create", "-f", "qcow2", image, "2T");
    Tool.ok("qemu-io", "-c", "write -P 5 1500G 64k", "-c", "write -P 6 3M 64k", image);
    try (Disk disk = Disks.open(image)) {
      assertThat(disk.extents())
          .containsExactly(new Extent(3 * MIB, 65536), new Extent(1500L << 30, 65536));
      Path written = folder.resolve("written.qcow2");
      new Qcow2Writer(Qcow2Options.of(Compression.ZLIB)).write(disk, written);
      Tool.ok("qemu-img", "check", written);
      assertThat(Tool.ok("qemu-io", "-r", "-c", "read -P 5 1500G 64k", written))
          .doesNotContain("failed");
      assertThat(Files.size(written)).isLessThan(MIB);
    }
  }

  @Test
  void refusesWhatItDoesNotRead() throws Exception {
    refuses("subclusters", "-o", "extended_l2=on");
    refuses("another file", "-o", "data_file=" + folder.resolve("data"));
    refuses(
        "encrypted",
        "--object",
        "secret,id=s,data=x",
        "-o",
        // LUKS would measure this machine first, which fails on a busy one.
        "encrypt.format=aes,encrypt.key-secret=s");
  }

  private void refuses(String message, String... options) throws Exception {
    Path image = folder.resolve("image.qcow2");
    Object[] command = new Object[options.length + 6];
    System.arraycopy(new Object[] {"qemu-img", "create", "-f", "qcow2"}, 0, command, 0, 4);
    System.arraycopy(options, 0, command, 4, options.length);
    command[command.length - 2] = image;
    command[command.length - 1] = "10M";
    Tool.ok(command);
    assertThatThrownBy(() -> Disks.open(image))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(image + ": offset 0x");
  }

  @Test
  void doesNotFollowABackingFileOutOfItsFolder() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "x".repeat(1024));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link"), secret);
    for (String name : new String[] {"../secret", secret.toString(), "link"}) {
      Path image = inside.resolve("image.qcow2");
      Tool.ok("qemu-img", "create", "-f", "qcow2", "-u", "-b", name, "-F", "raw", image, "1M");
      assertThatThrownBy(() -> Disks.open(image))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("is not in");
      Disks.open(image, Opening.READ.withBackingIn(folder)).close();
    }
  }

  @Test
  void findsLoopsAndNamesThatAreNoFiles() throws Exception {
    Path image = folder.resolve("image.qcow2");
    for (String name : new String[] {"image.qcow2", "nbd://localhost", "json:{}", "none"}) {
      Tool.ok("qemu-img", "create", "-f", "qcow2", "-u", "-b", name, "-F", "qcow2", image, "1M");
      assertThatThrownBy(() -> Disks.open(image))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("its backing file");
    }
  }

  @Test
  void isNotWritten() throws Exception {
    Path image = folder.resolve("image.qcow2");
    Tool.ok("qemu-img", "create", "-f", "qcow2", image, "1M");
    try (Disk disk = Disks.open(image)) {
      assertThatThrownBy(() -> disk.write(0, ByteBuffer.allocate(1)))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("reading only");
    }
  }
}
