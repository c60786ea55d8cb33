package dev.slipway.disk.vhdx;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.convert.Encoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Makes raw disks from a seed, and files of them. */
public final class Made {
  private Made() {}

  /** A disk of holes with noise at random places; its last byte is one where there is noise. */
  public static Path raw(Path file, long size, int stretches, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
      for (int i = 0; i < stretches; i++) {
        long at = i == 0 ? size - 1 : random.nextLong(size);
        byte[] bytes = new byte[(int) Math.min(size - at, 1 + random.nextInt(200_000))];
        random.nextBytes(bytes);
        bytes[0] |= 1;
        out.seek(at);
        out.write(bytes);
      }
    }
    return file;
  }

  /** Writes a disk; zeros between data are not looked at. */
  public static Path write(Path raw, Path file, Encoding encoding) throws IOException {
    Conversion conversion = new Conversion(Conversion.CHUNK, 2, List.of("SHA-256"), false);
    try (Disk disk = Disks.open(raw)) {
      conversion.run(disk, List.of(new Destination(file, encoding)), _ -> {});
    }
    return file;
  }

  /** Whether two files have the same data, the shorter one's missing end taken as zeros. */
  public static boolean same(Path one, Path other) throws IOException {
    try (Disk first = Disks.open(one);
        Disk second = Disks.open(other)) {
      return Disks.compare(first, second).firstDifference().isEmpty();
    }
  }
}
