package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** Makes raw disks with contents from a seed. */
final class Patterns {
  private static final int MAX_STRETCH = 300_000;

  private Patterns() {}

  /** A disk of holes. */
  static Path empty(Path file, long size) throws IOException {
    return sparse(file, size, 0, 1);
  }

  /** A disk of holes with stretches of text, noise, single values and zeros at random places. */
  static Path sparse(Path file, long size, int stretches, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (FileChannel channel = open(file)) {
      grow(channel, size);
      for (int i = 0; i < stretches && size > 0; i++) {
        long at = random.nextLong(size);
        int count = (int) Math.min(size - at, 1 + random.nextInt(MAX_STRETCH));
        channel.write(bytes(random, count), at);
      }
    }
    return file;
  }

  /** A disk with data in every byte. */
  static Path full(Path file, int size, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (FileChannel channel = open(file)) {
      long at = 0;
      while (at < size) {
        int count = (int) Math.min(size - at, 1 + random.nextInt(MAX_STRETCH));
        at += channel.write(bytes(random, count), at);
      }
    }
    return file;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static void grow(FileChannel channel, long size) throws IOException {
    if (size > 0) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  private static ByteBuffer bytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    switch (random.nextInt(4)) {
      case 0 -> random.nextBytes(bytes);
      case 1 -> java.util.Arrays.fill(bytes, (byte) random.nextInt());
      case 2 -> {
        // Zeros that the file system stores.
      }
      default -> words(random, bytes);
    }
    return ByteBuffer.wrap(bytes);
  }

  private static void words(SplittableRandom random, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      int word = random.nextInt(200);
      for (int j = 0; j < 4 + word % 5 && i < bytes.length; j++) {
        bytes[i++] = (byte) ('a' + (word * 7 + j * j) % 26);
      }
    }
  }
}
