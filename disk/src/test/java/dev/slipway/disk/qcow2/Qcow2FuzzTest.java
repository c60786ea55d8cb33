package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Extents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile images end in a result or a {@link DiskException}, and soon. */
final class Qcow2FuzzTest {
  private static final int CASES = 600;
  private static final int MOST_EXTENTS = 2000;

  @TempDir Path folder;

  @Test
  void everyDamagedImageIsReadOrRefused() throws Exception {
    List<byte[]> images = images();
    Path victim = folder.resolve("victim.qcow2");
    int refused = 0;
    for (int seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = images.get(random.nextInt(images.size())).clone();
      damage(random, bytes);
      int kept = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length;
      Files.write(victim, Arrays.copyOf(bytes, kept));
      String name = "seed " + seed;
      boolean[] fine = new boolean[1];
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> fine[0] = use(victim, name), name);
      refused += fine[0] ? 0 : 1;
    }
    assertThat(refused).isBetween(CASES / 10, CASES - CASES / 10);
  }

  private List<byte[]> images() throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 6 << 20, 8, 1);
    List<byte[]> images = new ArrayList<>();
    for (Qcow2Options options :
        List.of(
            Qcow2Options.of(Compression.ZLIB).withClusterSize(4096),
            Qcow2Options.of(Compression.ZSTD).withClusterSize(4096),
            Qcow2Options.of(Compression.NONE).withClusterSize(512),
            Qcow2Options.of(Compression.ZLIB).withVersion(2))) {
      Path image = folder.resolve("a.qcow2");
      try (Disk disk = Disks.open(raw)) {
        new Qcow2Writer(options).write(disk, image);
      }
      images.add(Files.readAllBytes(image));
    }
    Path made = folder.resolve("made.qcow2");
    Tool.ok(
        "qemu-img",
        "create",
        "-f",
        "qcow2",
        "-o",
        "cluster_size=4k",
        "-b",
        "a.raw",
        "-F",
        "raw",
        made);
    Tool.ok("qemu-io", "-c", "write -P 3 1M 200k", made);
    Tool.ok("qemu-img", "snapshot", "-c", "one", made);
    Tool.ok("qemu-img", "bitmap", "--add", made, "changes");
    Tool.ok("qemu-io", "-c", "write -P 4 1100k 50k", made);
    images.add(Files.readAllBytes(made));
    return images;
  }

  /** Changes numbers in the header and in what it leads to, to others that are likely to hurt. */
  private static void damage(SplittableRandom random, byte[] bytes) {
    ByteBuffer image = ByteBuffer.wrap(bytes);
    int changes = 1 + random.nextInt(4);
    long[] tables = {40, 48, 64};
    for (int i = 0; i < changes; i++) {
      long at =
          switch (random.nextInt(4)) {
            case 0 -> 4 + random.nextInt(120);
            case 1 -> follow(image, tables[random.nextInt(3)]) + 8 * random.nextInt(16);
            case 2 -> follow(image, follow(image, tables[random.nextInt(2)])) + random.nextInt(64);
            default -> random.nextInt(bytes.length);
          };
      int place = (int) Math.clamp(at, 0, bytes.length - 8);
      switch (random.nextInt(5)) {
        case 0 -> bytes[place] = (byte) random.nextInt();
        case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 2 -> image.putInt(place, random.nextBoolean() ? -1 : random.nextInt());
        case 3 -> image.putLong(place, random.nextLong() >>> random.nextInt(64));
        default -> image.putLong(place, (long) random.nextInt(bytes.length) & -512 | 1L << 63);
      }
    }
  }

  private static long follow(ByteBuffer image, long at) {
    int place = (int) Math.clamp(at, 0, image.capacity() - 8);
    return image.getLong(place) & ClusterMap.OFFSET_MASK;
  }

  /** Whether nothing was refused. */
  private static boolean use(Path victim, String name) {
    boolean fine = true;
    try {
      assertThat(Qcow2Check.check(victim).findings()).hasSizeLessThanOrEqualTo(1000);
    } catch (DiskException e) {
      fine = refusal(e, name);
    } catch (IOException | RuntimeException e) {
      fail(name, e);
    }
    try (Disk disk = Disks.open(victim)) {
      readSome(disk);
    } catch (DiskException e) {
      fine = refusal(e, name);
    } catch (IOException | RuntimeException e) {
      fail(name, e);
    }
    return fine;
  }

  private static boolean refusal(DiskException e, String name) {
    assertThat(e.getMessage()).as(name).contains("victim.qcow2");
    return false;
  }

  private static void readSome(Disk disk) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 16);
    Extents extents = disk.extents();
    Extent extent = extents.next();
    for (int i = 0; i < MOST_EXTENTS && extent != null; i++) {
      int count = (int) Math.min(block.capacity(), extent.length());
      disk.read(extent.offset(), block.clear().limit(count));
      disk.read(extent.end() - count, block.clear().limit(count));
      extent = extents.next();
    }
  }
}
