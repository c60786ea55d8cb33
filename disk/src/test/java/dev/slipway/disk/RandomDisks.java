package dev.slipway.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Raw disks with contents from a seed, of the sizes and kinds at which formats break. */
public final class RandomDisks {
  private RandomDisks() {}

  /**
   * Disks around a block size: empty, full, sparse, fragmented, odd sizes, a sector under and over.
   *
   * @param block bytes of the format's largest block
   */
  public static List<Path> around(int block, Path folder) throws IOException {
    List<Path> disks = new ArrayList<>();
    disks.add(make(folder.resolve("empty.raw"), 3L * block, 0, 1));
    disks.add(make(folder.resolve("small.raw"), 512, 1, 2));
    disks.add(full(folder.resolve("full.raw"), block + 65536 + 512, 3));
    disks.add(make(folder.resolve("under.raw"), 2L * block - 512, 9, 4));
    disks.add(make(folder.resolve("exact.raw"), 2L * block, 9, 5));
    disks.add(make(folder.resolve("over.raw"), 2L * block + 512, 9, 6));
    disks.add(make(folder.resolve("sparse.raw"), 40L << 20, 12, 7));
    disks.add(make(folder.resolve("fragmented.raw"), 24L << 20, 300, 8));
    return disks;
  }

  /**
   * A disk of holes with stretches of noise, words, one value and stored zeros, the end included.
   */
  public static Path make(Path file, long size, int stretches, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(size);
      for (int i = 0; i < stretches; i++) {
        byte[] bytes = bytes(random, (int) Math.min(size, 1 + random.nextInt(90_000)));
        raw.seek(i == 0 ? size - bytes.length : random.nextLong(size - bytes.length + 1));
        raw.write(bytes);
      }
    }
    return file;
  }

  private static Path full(Path file, int size, long seed) throws IOException {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return Files.write(file, bytes);
  }

  private static byte[] bytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    int kind = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      bytes[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt();
            case 1 -> 'x';
            case 2 -> 0;
            default -> (byte) ('a' + i * i % 23 + random.nextInt(2));
          };
    }
    return bytes;
  }
}
