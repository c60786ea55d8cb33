package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.Unreadable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Looks at a folder that is to be copied: files, folders and links only, all readable. */
final class FolderContents extends SimpleFileVisitor<Path> {
  private static final int MOST = 200_000;

  private final Path folder;
  private String wrong = "";
  private int seen;

  private FolderContents(Path folder) {
    this.folder = folder;
  }

  static void check(SourceFiles.Source source, String text) throws Mistake {
    FolderContents contents = new FolderContents(source.real());
    try {
      Files.walkFileTree(source.real(), contents);
    } catch (IOException e) {
      throw new Mistake(Quoted.of(text) + " cannot be read: " + Unreadable.reason(e));
    }
    if (!contents.wrong.isEmpty()) {
      throw new Mistake(Quoted.of(text) + ": " + contents.wrong);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (++seen > MOST) {
      return stop("there are more than " + MOST + " files in it; pack them into an archive");
    }
    if (attributes.isOther()) {
      return stop(name(file) + " in it is neither file, folder nor link; take it away");
    }
    if (attributes.isRegularFile() && !Files.isReadable(file)) {
      return stop(name(file) + " in it cannot be read; change its permissions");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return stop(name(file) + " in it cannot be read: " + Unreadable.reason(e));
  }

  private FileVisitResult stop(String message) {
    wrong = message;
    return FileVisitResult.TERMINATE;
  }

  private String name(Path file) {
    return Quoted.of(folder.relativize(file).toString());
  }
}
