package dev.slipway.build.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A checksum of each file of an entry, in a text file: the bytes in all, then a line a file with
 * its CRC32C, its size and its path. It finds bit rot; it is no defence against whoever may write
 * to the cache.
 */
final class Index {
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 18));

  private Index() {}

  static void write(Path result, Path index) throws IOException {
    List<Path> files = files(result);
    List<String> lines = inParallel(files, file -> line(result, file));
    long size = 0;
    for (String line : lines) {
      size += Long.parseLong(line.split(" ", 3)[1]);
    }
    lines.addFirst("size " + size);
    Files.write(index, lines);
  }

  /** How many bytes the entry's files have; 0 where the index cannot be read. */
  static long size(Path index) {
    try (var lines = Files.lines(index)) {
      return lines.findFirst().map(l -> Long.parseLong(l.split(" ", 2)[1])).orElse(0L);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** The first file that is not what the index says, in words. */
  static Optional<String> check(Path result, Path index) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(index);
    } catch (IOException e) {
      return Optional.of("its index");
    }
    if (lines.isEmpty() || !lines.getFirst().startsWith("size ")) {
      return Optional.of("its index");
    }
    List<String> wrong =
        inParallel(
            lines.subList(1, lines.size()),
            line -> {
              String[] parts = line.split(" ", 3);
              if (parts.length < 3) {
                return "its index";
              }
              try {
                return isAsStored(result.resolve(unescaped(parts[2])), parts) ? "" : parts[2];
              } catch (NoSuchFileException | IllegalArgumentException e) {
                return parts[2];
              }
            });
    return wrong.stream().filter(w -> !w.isEmpty()).findFirst();
  }

  /** What a file holds, so far as an index knows it. */
  private record Sum(String crc, long size) {
    static Sum of(Path file) throws IOException {
      CRC32C crc = new CRC32C();
      long size = 0;
      ByteBuffer buffer = BUFFER.get();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        int count;
        do {
          count = channel.read(buffer.clear());
          size += Math.max(0, count);
          crc.update(buffer.flip());
        } while (count == buffer.capacity()); // Fewer are only left at the end.
      }
      return new Sum(HexFormat.of().toHexDigits((int) crc.getValue()), size);
    }
  }

  // No formats and no relative paths here: this is done for every file of an image, in a program
  // that has just been started.

  private static String line(Path result, Path file) throws IOException {
    Sum sum = Sum.of(file);
    String path = file.toString().substring(result.toString().length() + 1);
    return sum.crc() + " " + sum.size() + " " + escaped(path);
  }

  private static boolean isAsStored(Path file, String[] line) throws IOException {
    Sum sum = Sum.of(file);
    return sum.crc().equals(line[0]) && Long.toString(sum.size()).equals(line[1]);
  }

  private static String unescaped(String path) {
    return path.indexOf('\\') < 0 ? path : path.translateEscapes();
  }

  /** A name may have line breaks in it, and a line of the index has none. */
  private static String escaped(String path) {
    return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static List<Path> files(Path result) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        result,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private interface Work<T> {
    String of(T thing) throws IOException;
  }

  private static <T> List<String> inParallel(List<T> things, Work<T> work) throws IOException {
    try {
      return new ArrayList<>(
          things.parallelStream()
              .map(thing -> {
                try {
                  return work.of(thing);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
