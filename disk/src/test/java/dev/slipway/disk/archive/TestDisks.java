package dev.slipway.disk.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.Disks;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.convert.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Disks from seeds, written and read back. */
public final class TestDisks {
  public static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

  private TestDisks() {}

  /** A raw disk with stretches of noise and of text at random places, and its first byte set. */
  public static Path raw(Path file, long size, int stretches, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (size > 0) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
      for (int i = 0; i < stretches; i++) {
        long at = i == 0 ? 0 : random.nextLong(size);
        byte[] bytes = new byte[(int) Math.min(size - at, 1 + random.nextInt(200_000))];
        if (random.nextBoolean()) {
          random.nextBytes(bytes);
        } else {
          for (int j = 0; j < bytes.length; j++) {
            bytes[j] = (byte) ('a' + j % (2 + i % 20));
          }
        }
        channel.write(ByteBuffer.wrap(bytes), at);
      }
    }
    return file;
  }

  /** Writes a disk, zeros neither digested nor compared. */
  public static DiskFile write(Path raw, Path target, Encoding encoding) throws IOException {
    Conversion conversion = new Conversion(Conversion.CHUNK, 2, List.of("SHA-256"), false);
    try (Disk disk = Disks.open(raw)) {
      return conversion
          .run(disk, List.of(new Destination(target, encoding)), _ -> {})
          .files()
          .getFirst();
    }
  }

  /** Fails unless both have the same bytes. */
  public static void same(Path raw, Path other) throws IOException {
    try (Disk one = Disks.open(raw);
        Disk two = Disks.open(other)) {
      assertThat(two.size()).isEqualTo(one.size());
      assertThat(Disks.compare(one, two).firstDifference()).as("%s", other).isEmpty();
    }
  }
}
