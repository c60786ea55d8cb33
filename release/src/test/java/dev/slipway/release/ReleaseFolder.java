package dev.slipway.release;

import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.directory.Skeleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A release directory that a test fills. */
public final class ReleaseFolder {
  private final Path root;

  /** A new one. */
  public ReleaseFolder(Path root) throws Exception {
    this.root = root;
    Files.createDirectories(root);
    new Skeleton(new ReleaseDirectory(root)).init(false);
  }

  public ReleaseDirectory directory() {
    return new ReleaseDirectory(root);
  }

  public Path root() {
    return root;
  }

  /** A file, with folders that are missing. */
  public ReleaseFolder file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** A file that may be executed. */
  public ReleaseFolder script(String name, String text) throws IOException {
    file(name, text);
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("rwxr-x---"));
    return this;
  }

  /** A symbolic link. */
  public ReleaseFolder link(String name, String target) throws IOException {
    Path link = root.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  /** A package of files by patterns. */
  public ReleaseFolder onePackage(String name, List<String> dependencies, List<String> files)
      throws IOException {
    file("packages/" + name + "/packaging", "set -e\ncp -a * $BOSH_INSTALL_TARGET\n");
    return file(
        "packages/" + name + "/spec",
        "---\nname: "
            + name
            + "\ndependencies: "
            + list(dependencies)
            + "\nfiles: "
            + list(files)
            + "\n");
  }

  private static String list(List<String> texts) {
    return texts.stream().map(t -> "'" + t + "'").toList().toString();
  }

  /** Another time for a file, as a fresh checkout has it. */
  public ReleaseFolder touch(String name, long seconds) throws IOException {
    Files.setLastModifiedTime(root.resolve(name), FileTime.fromMillis(seconds * 1000));
    return this;
  }
}
