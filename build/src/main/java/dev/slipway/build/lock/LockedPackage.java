package dev.slipway.build.lock;

/**
 * One package of a lock.
 *
 * @param architecture the package's own: the image's, or {@code all}
 * @param role what it is for
 * @param size bytes
 * @param sha256 64 hexadecimal digits
 * @param repository the name of the repository that has it
 * @param path the file in the repository, relative to its URL
 */
public record LockedPackage(
    String name,
    String version,
    String architecture,
    Role role,
    long size,
    String sha256,
    String repository,
    String path) {
  /** What a package is for. */
  public enum Role {
    /** It is installed in the image. */
    IMAGE,
    /** The build uses it (a boot loader's modules); the image does not contain it. */
    TOOL
  }
}
