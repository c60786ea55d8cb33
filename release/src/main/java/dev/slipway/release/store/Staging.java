package dev.slipway.release.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what is on its way into a store. It is locked as long as its program lives, so that
 * those of programs that were killed are known, and are deleted by the next one.
 */
final class Staging implements Closeable {
  private static final String LOCK = ".lock";

  private final Path folder;
  private final Path lock;
  private final FileChannel channel;

  private Staging(Path folder, Path lock, FileChannel channel) {
    this.folder = folder;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * Makes one, and deletes what nobody works on. Two programs must not do this at once.
   *
   * @param all where they are
   * @param id of the new one, unlike any other
   */
  static Staging begin(Path all, String id) throws IOException {
    Files.createDirectories(all);
    sweep(all);
    Path lock = all.resolve(id + LOCK);
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return new Staging(Files.createDirectory(all.resolve(id)), lock, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void sweep(Path all) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(all)) {
      locks = files.filter(f -> f.getFileName().toString().endsWith(LOCK)).toList();
    }
    for (Path each : locks) {
      if (isLeft(each)) {
        String name = each.getFileName().toString();
        delete(all.resolve(name.substring(0, name.length() - LOCK.length())));
        Files.deleteIfExists(each);
      }
    }
  }

  private static boolean isLeft(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false; // Another thread's.
    } catch (NoSuchFileException e) {
      return false; // It has just ended.
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
    Files.deleteIfExists(lock);
    channel.close();
  }
}
