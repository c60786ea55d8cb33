package dev.slipway.release.source;

import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that goes into an archive.
 *
 * @param path where it is
 * @param name its path in the archive, with slashes
 * @param part what it is there for, which decides how much of it the fingerprint sees
 */
public record SourceFile(Path path, String name, Part part) {
  private static final Set<PosixFilePermission> EXECUTE =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** What a file is there for. */
  public enum Part {
    /** A package's own; links stay links. */
    PACKAGED,
    /** {@code packaging} and {@code pre_packaging}: their modes do not count. */
    SCRIPT,
    /** A job's; links are followed. */
    OF_A_JOB,
    /** A licence or a notice: modes do not count, links are followed. */
    LEGAL
  }

  /** Whether it goes into the archive as a link. */
  public boolean isLink() {
    return part == Part.PACKAGED && Files.isSymbolicLink(path);
  }

  /** Whether anybody may execute it. */
  public boolean isExecutable() throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(EXECUTE);
    permissions.retainAll(Files.getPosixFilePermissions(path));
    return !permissions.isEmpty();
  }

  /** What of it goes into the fingerprint, as the BOSH client has it. */
  String chunk() throws IOException {
    if (isLink()) {
      byte[] target = Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
      return name + Digest.of(Algorithm.SHA256, target) + "symlink";
    }
    String mode = isExecutable() ? "100755" : "100644";
    boolean counts = part == Part.PACKAGED || part == Part.OF_A_JOB;
    return name + Digest.of(Algorithm.SHA256, path) + (counts ? mode : "");
  }

  /** Whether there is a file that can be read, and not a folder. */
  static boolean isFile(Path path) {
    return Files.isSymbolicLink(path)
        || (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path));
  }
}
