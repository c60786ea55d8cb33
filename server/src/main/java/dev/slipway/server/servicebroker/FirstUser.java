package dev.slipway.server.servicebroker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The users that are configured, or the one that a broker begins with where none is.
 *
 * @param password what was made now, which is kept nowhere
 */
public record FirstUser(Users users, Optional<String> password) {
  /** Its name. */
  public static final String NAME = "admin";

  private static final String FILE = "admin.sha256";

  /** Reads or makes it. */
  public static FirstUser of(Map<String, String> passwords, Path data, SecureRandom random)
      throws IOException {
    if (!passwords.isEmpty()) {
      return new FirstUser(
          new Users(
              passwords.entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, e -> Users.hash(e.getValue())))),
          Optional.empty());
    }
    Path file = data.resolve(FILE);
    Optional<String> made = Optional.empty();
    if (!Files.exists(file)) {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      made = Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Users.hash(made.get()));
    }
    String hash = Files.readString(file).strip();
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IOException(file + " holds no hash; remove it, and a new password is made");
    }
    return new FirstUser(new Users(Map.of(NAME, hash)), made);
  }
}
