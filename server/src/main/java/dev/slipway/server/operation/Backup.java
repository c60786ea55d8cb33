package dev.slipway.server.operation;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.Snapshot;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.StorageConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a server's database, storage and secrets into a tar while it runs. The database comes
 * first, as one state of it; what the storage has is never changed, so all that the database knows
 * is there.
 */
public final class Backup {
  static final String DATABASE = "slipway.db";
  static final String STORAGE = "storage";

  /** What a restored server needs to be the same for its workers and users. */
  private static final List<String> SECRETS = List.of("amqp.password", "tls.p12", "server.yml");

  /** Tar's status where a file went away or changed while it was read: that is no fault here. */
  private static final int SOME_DIFFER = 1;

  private Backup() {}

  /**
   * Writes one.
   *
   * @param to a tar that is not there yet; it is there as a whole or not at all, and only its owner
   *     reads it
   * @param storage whether sources and artifacts come along
   */
  public static void write(ServerConfig config, Path to, boolean storage)
      throws IOException, InterruptedException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    requireSqlite(config);
    Path staging =
        Files.createTempDirectory(
            to.toAbsolutePath().getParent(),
            "backup-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path database = staging.resolve(DATABASE);
    Path tar = staging.resolve("backup.tar");
    try {
      Snapshot.ofSqlite(config.databaseUrl(), database);
      pack(config, staging, tar, storage);
      Files.setPosixFilePermissions(tar, PosixFilePermissions.fromString("rw-------"));
      Files.move(tar, to);
    } finally {
      Files.deleteIfExists(database);
      Files.deleteIfExists(tar);
      Files.delete(staging);
    }
  }

  private static void requireSqlite(ServerConfig config) throws QueueException {
    String url = config.databaseUrl();
    if (!url.startsWith("jdbc:sqlite:")) {
      String place = url.substring("jdbc:".length()).replaceFirst("\\?.*", "");
      throw new QueueException(
          QueueException.Code.UNSUPPORTED,
          "a PostgreSQL database is backed up by its own program: pg_dump --format=custom"
              + " --file=slipway.dump "
              + place
              + " (then the storage, by a copy of its folder or bucket)");
    }
  }

  private static void pack(ServerConfig config, Path staging, Path tar, boolean storage)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "tar",
                "--create",
                // Disks are mostly holes.
                "--sparse",
                "--format=gnu",
                "--file=" + tar,
                "--exclude=./incoming",
                "--transform=s,^\\.,storage,",
                "--directory=" + staging,
                DATABASE,
                "--directory=" + config.data()));
    SECRETS.stream().filter(name -> Files.exists(config.data().resolve(name))).forEach(line::add);
    if (storage && config.storage() instanceof StorageConfig.Folder(Path folder)) {
      line.addAll(List.of("--directory=" + folder, "."));
    }
    try {
      Command.of(line).run();
    } catch (CommandFailed e) {
      if (e.status() != SOME_DIFFER) {
        throw e;
      }
    }
  }

  /**
   * Unpacks one into a folder that becomes a server's.
   *
   * @param data a folder that is empty or not there yet
   */
  public static void restore(Path tar, Path data) throws IOException, InterruptedException {
    if (!Files.isReadable(tar)) {
      throw new java.nio.file.NoSuchFileException(tar.toString());
    }
    if (Files.exists(data)) {
      try (Stream<Path> there = Files.list(data)) {
        if (there.findAny().isPresent()) {
          throw new java.nio.file.DirectoryNotEmptyException(data.toString());
        }
      }
    }
    Files.createDirectories(data);
    Command.of(
            "tar",
            "--extract",
            "--sparse",
            "--no-same-owner",
            "--keep-old-files",
            "--file=" + tar,
            "--directory=" + data)
        .run();
    Path database = data.resolve(DATABASE);
    if (!Files.exists(database)) {
      throw new IOException(tar + " is no backup of a server: there is no " + DATABASE + " in it");
    }
    Snapshot.check(database);
  }
}
