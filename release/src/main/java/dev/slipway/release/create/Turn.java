package dev.slipway.release.create;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.directory.ReleaseDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The turn to make a release of a directory: one program has it at a time, and the kernel takes it
 * away with the program. Its file is in the cache, so that the directory has nothing that Git would
 * have to be told of.
 */
final class Turn implements AutoCloseable {
  private final FileChannel channel;

  private Turn(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it, and removes what was half written by whoever was killed while he had it.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} where another program has it
   */
  static Turn take(ReleaseDirectory directory, ArchiveCache cache) throws IOException {
    byte[] path = directory.root().toString().getBytes(StandardCharsets.UTF_8);
    Path file = cache.lock(Digest.of(Algorithm.SHA256, path).hex());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new ReleaseException(
          Code.CONFLICT,
          "another program makes a release of " + directory.root() + "; wait for its end");
    }
    sweep(directory);
    return new Turn(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void sweep(ReleaseDirectory directory) throws IOException {
    List<Path> written =
        List.of(
            directory.devBuilds(),
            directory.finalBuilds(),
            directory.devReleases(),
            directory.finalReleases());
    for (Path each : written) {
      if (Files.isDirectory(each)) {
        try (Stream<Path> all = Files.walk(each)) {
          for (Path half :
              all.filter(p -> String.valueOf(p.getFileName()).startsWith(".new-")).toList()) {
            Files.deleteIfExists(half);
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
