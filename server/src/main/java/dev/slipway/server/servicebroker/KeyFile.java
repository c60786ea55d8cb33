package dev.slipway.server.servicebroker;

import dev.slipway.broker.secret.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The keys that secrets are sealed with: 32 bytes each, in base64, one a line, the one that seals
 * first.
 */
public final class KeyFile {
  /** Its name in the data folder. */
  public static final String NAME = "broker.keys";

  private KeyFile() {}

  /** Keys as a setting has them, with commas between. */
  public static List<byte[]> parse(String text) throws IOException {
    return keys(List.of(text.split(",")), "the setting `key`");
  }

  /** The file's keys; the first is made where there is no file. */
  public static List<byte[]> read(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      write(file, List.of(next(random)));
    }
    return keys(Files.readAllLines(file), file.toString());
  }

  /** Seals with the file's keys, which is read again when they may have changed. */
  public static Sealer sealer(Path file, SecureRandom random) throws IOException {
    read(file, random);
    return new Sealer(
        () -> {
          try {
            return keys(Files.readAllLines(file), file.toString());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        random);
  }

  /** Puts a new key before the others. */
  public static List<byte[]> add(Path file, SecureRandom random) throws IOException {
    List<byte[]> keys = new ArrayList<>(read(file, random));
    keys.addFirst(next(random));
    write(file, keys);
    return keys;
  }

  /** Leaves the first key only. */
  public static void forget(Path file, SecureRandom random) throws IOException {
    write(file, List.of(read(file, random).getFirst()));
  }

  private static byte[] next(SecureRandom random) {
    byte[] key = new byte[Sealer.KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  private static List<byte[]> keys(List<String> lines, String where) throws IOException {
    List<byte[]> keys = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      byte[] key;
      try {
        key = Base64.getDecoder().decode(line.strip());
      } catch (IllegalArgumentException e) {
        key = new byte[0];
      }
      if (key.length != Sealer.KEY_BYTES) {
        throw new IOException(
            where
                + " has a key that is not 32 bytes in base64, as `openssl rand -base64 32` makes");
      }
      keys.add(key);
    }
    if (keys.isEmpty()) {
      throw new IOException(where + " has no key; put the one back that secrets are sealed with");
    }
    return keys;
  }

  private static void write(Path file, List<byte[]> keys) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(beside, keys.stream().map(Base64.getEncoder()::encodeToString).toList());
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
