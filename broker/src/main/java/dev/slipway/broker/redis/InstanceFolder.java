package dev.slipway.broker.redis;

import dev.slipway.broker.backend.GivenName;
import dev.slipway.broker.backend.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server for one instance keeps: its configuration, its users, the broker's password for it,
 * its keys. The configuration is written last and removed first: with it the instance is there.
 */
record InstanceFolder(Path folder) {
  /** The broker's own user. */
  static final String ADMIN = "slipway";

  private static final String CONFIG = "redis.conf";
  private static final String USERS = "users.acl";
  private static final String PASSWORD = "password";
  private static final String PORT = "port ";

  /** The folder of an instance, which may not be there. */
  static InstanceFolder of(DedicatedConfig config, String instance) {
    return new InstanceFolder(config.folder().resolve(GivenName.checked(instance)));
  }

  /** Those that are there, whole or in part. */
  static List<InstanceFolder> all(DedicatedConfig config) throws IOException {
    if (!Files.isDirectory(config.folder())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(config.folder())) {
      return all.filter(f -> GivenName.isInstance(f.getFileName().toString()))
          .map(InstanceFolder::new)
          .toList();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  Path config() {
    return folder.resolve(CONFIG);
  }

  boolean isThere() {
    return Files.exists(config());
  }

  /** Makes the folder with the broker's user; what a try of before has left goes. */
  void prepare(String password) throws IOException {
    delete();
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.resolve(PASSWORD), password);
    Files.writeString(
        folder.resolve(USERS),
        "user default off\nuser %s on #%s ~* &* +@all\n".formatted(ADMIN, Grants.sha256(password)));
  }

  /** Writes the configuration, which is a whole one at any time. */
  void configure(DedicatedConfig where, int port, Limits limits) throws IOException {
    List<String> lines =
        List.of(
            "bind " + where.listen(),
            PORT + port,
            "protected-mode no",
            "dir \"" + folder + "\"",
            "aclfile \"" + folder.resolve(USERS) + "\"",
            // Each write is in the file before it is answered: kill -9 loses none.
            "appendonly yes",
            "save \"\"",
            "maxmemory " + limits.of(Limits.MEMORY).orElse(0),
            "maxmemory-policy noeviction");
    Path beside = folder.resolve(CONFIG + ".new");
    Files.write(beside, lines);
    Files.move(
        beside, config(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Its port; empty where it is not there. */
  Optional<Integer> port() throws IOException {
    try {
      return Files.readAllLines(config()).stream()
          .filter(l -> l.startsWith(PORT))
          .map(l -> Integer.valueOf(l.substring(PORT.length())))
          .findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The broker's. */
  String password() throws IOException {
    return Files.readString(folder.resolve(PASSWORD));
  }

  /** Names of the bindings that it has, by lines as in {@code user b_… on …}. */
  Set<String> bindings() throws IOException {
    try {
      return Files.readAllLines(folder.resolve(USERS)).stream()
          .filter(l -> l.startsWith("user "))
          .map(l -> l.split(" ")[1])
          .filter(GivenName::isBinding)
          .collect(Collectors.toSet());
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  /** From now on it is none that is to run. */
  void condemn() throws IOException {
    Files.deleteIfExists(config());
  }

  /** Removes all of it. */
  void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
