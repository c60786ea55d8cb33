package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing at any place of images that we and QEMU made. */
final class Qcow2WriteTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;
  private Path image;
  private Path model;

  private static Disk writing(Path file) throws IOException {
    return Disks.open(file, Opening.READ.forWriting());
  }

  private void create(String options, String size) throws Exception {
    image = folder.resolve("image.qcow2");
    model = folder.resolve("model.raw");
    Tool.ok("qemu-img", "create", "-q", "-f", "qcow2", "-o", options, image, size);
    Tool.ok("qemu-img", "convert", "-O", "raw", image, model);
  }

  private void writeRandomly(long seed, int times, int most) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Disk disk = writing(image);
        FileChannel raw = FileChannel.open(model, StandardOpenOption.WRITE)) {
      for (int i = 0; i < times; i++) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 600 : most)];
        if (random.nextInt(6) > 0) {
          random.nextBytes(bytes);
        }
        int count = (int) Math.min(bytes.length, disk.size());
        long at = random.nextLong(disk.size() - count + 1);
        disk.write(at, ByteBuffer.wrap(bytes, 0, count));
        raw.write(ByteBuffer.wrap(bytes, 0, count), at);
        ByteBuffer back = ByteBuffer.allocate(count);
        disk.read(at, back);
        assertThat(back.flip()).isEqualTo(ByteBuffer.wrap(bytes, 0, count));
      }
      disk.flush();
    }
  }

  private void assertSame() throws Exception {
    assertThat(Qcow2Check.check(image).findings()).isEmpty();
    assertThat(Tool.ok("qemu-img", "check", image)).contains("No errors were found");
    assertThat(Tool.ok("qemu-img", "compare", "-f", "qcow2", "-F", "raw", image, model))
        .contains("Images are identical");
    try (Disk one = Disks.open(image);
        Disk other = Disks.open(model)) {
      assertThat(Disks.compare(one, other).identical()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "512, 1M, 300, 3000",
    "4096, 20M, 300, 30000",
    "65536, 64M, 200, 300000",
    "2097152, 100M, 30, 3000000"
  })
  void whatIsWrittenIsThereInEveryClusterSize(int cluster, String size, int times, int most)
      throws Exception {
    for (String compat : List.of("0.10", "1.1")) {
      create("compat=" + compat + ",cluster_size=" + cluster, size);
      writeRandomly(cluster, times, most);
      assertSame();
      writeRandomly(cluster + 1, times / 4, most);
      assertSame();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 16, 64})
  void countsOfEveryWidthAreKept(int bits) throws Exception {
    create("cluster_size=512,refcount_bits=" + bits, "3000k");
    writeRandomly(bits, 500, 6000);
    assertSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096, 65536, 2097152})
  void overABackingFile(int cluster) throws Exception {
    Path base = Patterns.sparse(folder.resolve("base.raw"), 7 * MIB + 1536, 20, 5);
    create("cluster_size=%d,backing_fmt=raw,backing_file=%s".formatted(cluster, base), "10000k");
    byte[] before = Files.readAllBytes(base);
    writeRandomly(cluster, 100, 50_000);
    assertSame();
    assertThat(Files.readAllBytes(base)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"512, ZLIB", "4096, ZLIB", "65536, ZLIB", "65536, ZSTD", "2097152, ZLIB"})
  void overCompressedClusters(int cluster, Compression compression) throws Exception {
    model = Patterns.sparse(folder.resolve("model.raw"), 8 * MIB, 60, cluster);
    image = folder.resolve("image.qcow2");
    try (Disk disk = Disks.open(model)) {
      new Qcow2Writer(Qcow2Options.of(compression).withClusterSize(cluster)).write(disk, image);
    }
    writeRandomly(cluster, 100, 50_000);
    assertSame();
  }

  @Test
  void zeroClustersKeepTheirRoom() throws Exception {
    create("preallocation=metadata", "10M");
    Tool.ok("qemu-io", "-c", "write -P 1 0 3M", "-c", "write -z 1M 1M", image);
    Tool.ok("qemu-io", "-c", "write -z -u 2M 1M", image);
    Tool.ok("qemu-img", "convert", "-O", "raw", image, model);
    writeRandomly(1, 60, 100_000);
    assertSame();
  }

  @Test
  void moreThanTheRefcountTableCounts() throws Exception {
    create("cluster_size=512,refcount_bits=64", "40M");
    int before = refcountEntries();
    try (Disk disk = writing(image);
        FileChannel raw = FileChannel.open(model, StandardOpenOption.WRITE)) {
      byte[] bytes = new byte[6 * MIB];
      Arrays.fill(bytes, (byte) 9);
      disk.write(3 * MIB, ByteBuffer.wrap(bytes));
      raw.write(ByteBuffer.wrap(bytes), 3 * MIB);
    }
    assertSame();
    assertThat(refcountEntries()).isGreaterThan(before);
  }

  private int refcountEntries() throws IOException {
    try (FileChannel channel = FileChannel.open(image)) {
      return HeaderReader.read(image, channel).refcounts().entries();
    }
  }

  @Test
  void aSmallWriteInATwoTebibyteDisk() throws Exception {
    image = folder.resolve("image.qcow2");
    Tool.ok("qemu-img", "create", "-q", "-f", "qcow2", image, "2T");
    try (Disk disk = writing(image)) {
      disk.write((2L << 40) - 3, ByteBuffer.wrap(new byte[] {1, 2, 3}));
      disk.write(1L << 40, ByteBuffer.wrap(new byte[] {4}));
    }
    assertThat(Tool.ok("qemu-img", "check", image)).contains("No errors were found");
    Tool.ok("qemu-io", "-r", "-c", "read -P 4 1T 1", "-c", "read -P 3 2199023255551 1", image);
    assertThat(Files.size(image)).isLessThan(2 * MIB);
  }

  @Test
  void imagesThatAWriteWouldHarmAreRefused() throws Exception {
    create("cluster_size=4096", "1M");
    byte[] good = Files.readAllBytes(image);
    Tool.ok("qemu-img", "snapshot", "-c", "one", image);
    assertRefused("has snapshots");
    Files.write(image, good);
    Tool.ok("qemu-img", "bitmap", "--add", image, "changes");
    assertRefused("has bitmaps");
    for (int[] flag : new int[][] {{79, 1}, {79, 2}, {79, 32}, {95, 4}}) {
      Files.write(image, good);
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.seek(flag[0]);
        file.write(flag[1]);
      }
      assertRefused(
          switch (flag[1]) {
            case 1 -> "dirty";
            case 2 -> "marked as corrupt";
            case 4 -> "autoclear bits 0x4";
            default -> "bit 5 is not known";
          });
    }
    Files.write(image, good);
    try (Disk disk = Disks.open(image)) {
      assertThatThrownBy(() -> disk.write(0, ByteBuffer.allocate(1)))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("open for reading only");
    }
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> writing(image))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(why);
  }

  @Test
  void oneWriterAtATime() throws Exception {
    create("cluster_size=4096", "1M");
    try (Disk disk = writing(image)) {
      assertThat(Tool.run("qemu-io", "-c", "write 0 512", image).output()).contains("lock");
      assertRefused("open for writing already");
      disk.write(0, ByteBuffer.allocate(1));
    }
    Tool.ok("qemu-io", "-c", "write 0 512", image);
  }

  /** Stops after each number of writes; sees old bytes or new ones, and no harm. */
  @ParameterizedTest
  @CsvSource({"512, 64, false", "512, 16, true", "4096, 1, true", "65536, 16, false"})
  void aKilledWriterLeavesLeaksAtMost(int cluster, int bits, boolean half) throws Exception {
    Path base = Patterns.full(folder.resolve("base.raw"), 600_064, 5);
    create(
        "cluster_size=%d,refcount_bits=%d,backing_fmt=raw,backing_file=%s"
            .formatted(cluster, bits, base),
        "700416");
    Tool.ok("qemu-io", "-c", "write -c -P 7 64k 128k", image);
    Tool.run("qemu-io", "-c", "write -z 200k 64k", image);
    byte[] good = Files.readAllBytes(image);
    Tool.ok("qemu-img", "convert", "-O", "raw", image, model);
    byte[] before = Files.readAllBytes(model);
    boolean stopped = true;
    for (long writes = 0; stopped; writes += writes < 60 ? 1 : 7) {
      Files.write(image, good);
      stopped = writeAndStop(writes, half, before.clone(), before);
    }
  }

  private boolean writeAndStop(long writes, boolean half, byte[] after, byte[] before)
      throws IOException {
    StoppingChannel channel = StoppingChannel.over(image, writes, half);
    SplittableRandom random = new SplittableRandom(11);
    int from = 0;
    int to = 0;
    try (Disk disk = channel.image(image)) {
      for (int i = 0; i < 12; i++) {
        byte[] bytes = new byte[1 + random.nextInt(30_000)];
        random.nextBytes(bytes);
        from = random.nextInt(before.length - bytes.length);
        to = from + bytes.length;
        disk.write(from, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, after, from, bytes.length);
        to = from;
      }
    } catch (IOException e) {
      assertThat(e).hasMessage("stopped");
    }
    assertThat(Qcow2Check.check(image).corruptions()).as("after %d writes", writes).isZero();
    byte[] found = new byte[before.length];
    try (Disk disk = Disks.open(image)) {
      disk.read(0, ByteBuffer.wrap(found));
    }
    assertThat(Arrays.equals(found, 0, from, after, 0, from)).as("writes %d", writes).isTrue();
    assertThat(Arrays.equals(found, to, found.length, after, to, after.length)).isTrue();
    return channel.stopped();
  }

  /** After a stop the image takes writes again, and its leaks are all that is wrong. */
  @Test
  void anImageWithLeaksTakesWrites() throws Exception {
    create("cluster_size=512,refcount_bits=64", "500k");
    byte[] before = Files.readAllBytes(model);
    for (int round = 0; round < 60; round++) {
      writeAndStop(3 * round + 1, true, before.clone(), before);
      Tool.ok("qemu-img", "convert", "-O", "raw", image, model);
      before = Files.readAllBytes(model);
      if (round % 20 == 19) {
        assertThat(Tool.run("qemu-img", "check", image).output()).doesNotContain("corrupt");
      }
    }
    Tool.ok("qemu-img", "check", "-q", "-r", "leaks", image);
    writeRandomly(5, 100, 5000);
    assertSame();
  }

  @Test
  void damagedImagesAreWrittenOrRefused() throws Exception {
    create("cluster_size=512", "300k");
    writeRandomly(1, 30, 5000);
    byte[] good = Files.readAllBytes(image);
    int rounds = Integer.getInteger("slipway.fuzz.rounds", 200);
    for (int seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bad = good.clone();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        int at = (random.nextBoolean() ? random.nextInt(3000) : random.nextInt(bad.length)) & -8;
        long value = random.nextLong() >>> random.nextInt(64);
        ByteBuffer.wrap(bad).putLong(Math.min(at, bad.length - 8), value);
      }
      Files.write(image, bad);
      try (Disk disk = writing(image)) {
        int size = (int) Math.min(disk.size(), 300 * 1024);
        disk.write(0, ByteBuffer.allocate(size));
        disk.read(0, ByteBuffer.allocate(size));
      } catch (DiskException e) {
        assertThat(e).hasMessageContaining("image.qcow2");
      }
    }
  }
}
