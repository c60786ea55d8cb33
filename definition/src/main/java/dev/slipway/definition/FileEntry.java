package dev.slipway.definition;

import java.util.Optional;

/**
 * A file, or a folder with all that is in it, that is put into the image. Symbolic links within a
 * folder are copied as links.
 *
 * @param path where: absolute, without {@code .}, {@code ..} or a slash at the end; {@code /} only
 *     for a folder
 * @param origin what
 * @param owner whose, of everything in a folder
 * @param mode permission bits, 0 to 07777: of the file, or of each file in a folder, where the
 *     folders also get execution where they have reading; empty: each source's own without writing
 *     by others
 */
public record FileEntry(String path, Origin origin, Owner owner, Optional<Integer> mode) {
  /** What is put there. */
  public sealed interface Origin {}

  /**
   * A file of the definition's folder.
   *
   * @param path relative to that folder
   */
  public record SourceFile(String path) implements Origin {}

  /**
   * A folder in the definition's folder.
   *
   * @param path relative to that folder
   */
  public record SourceFolder(String path) implements Origin {}

  /**
   * A text that is in the definition itself; its entry always has a mode.
   *
   * @param content written as UTF-8, exactly so
   */
  public record Text(String content) implements Origin {}
}
