package dev.slipway.definition.reader;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The files of a definition's folder. Nothing outside of it is ever looked at. */
final class SourceFiles {
  private static final int LISTED = 1000;

  private final Path folder;

  SourceFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A file or folder that is there.
   *
   * @param path relative to the definition's folder, with {@code /} between names
   */
  record Source(String path, Path real, boolean isFolder) {}

  /** Finds what a definition names; links may be followed, but not out of the folder. */
  Source find(String text) throws Mistake {
    Path relative = relative(text);
    Path real = real(relative, text);
    if (!Files.isRegularFile(real) && !Files.isDirectory(real)) {
      throw new Mistake(Quoted.of(text) + " is neither a file nor a folder");
    }
    if (!Files.isReadable(real)) {
      throw new Mistake(Quoted.of(text) + " cannot be read; change its permissions");
    }
    return new Source(relative.toString(), real, Files.isDirectory(real));
  }

  /** Finds a file; a folder is a mistake. */
  Source file(Value value) throws Mistake {
    String text = Forms.text(value);
    Source source = find(text);
    if (source.isFolder()) {
      throw new Mistake(Quoted.of(text) + " is a folder; name a file");
    }
    if (text.endsWith("/")) {
      throw new Mistake(Quoted.of(text) + " is a file; leave out the slash at its end");
    }
    return source;
  }

  private static Path relative(String text) throws Mistake {
    if (text.startsWith("/") || text.startsWith("~")) {
      throw new Mistake(
          Quoted.of(text)
              + " is not in the definition's folder; copy it there and write the path"
              + " relative to it");
    }
    try {
      Path path = Path.of(text);
      for (Path name : path) {
        if (name.toString().equals("..")) {
          throw new Mistake(
              Quoted.of(text) + " leaves the definition's folder; write a path without `..`");
        }
      }
      Path relative = path.normalize();
      if (relative.toString().isEmpty()) {
        throw new Mistake(Quoted.of(text) + " names no file; write one's path, as files/motd");
      }
      return relative;
    } catch (InvalidPathException e) {
      throw new Mistake(Quoted.of(text) + " is not a path: " + e.getReason());
    }
  }

  private Path real(Path relative, String text) throws Mistake {
    try {
      Path root = folder.toRealPath();
      Path real = root.resolve(relative).toRealPath();
      if (!real.startsWith(root)) {
        throw new Mistake(
            Quoted.of(text)
                + " is a link that leaves the definition's folder; copy the file there");
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new Mistake(missing(relative, text));
    } catch (IOException e) {
      throw new Mistake(Quoted.of(text) + " cannot be read: " + Unreadable.reason(e));
    }
  }

  private String missing(Path relative, String text) {
    if (Files.isSymbolicLink(folder.resolve(relative))) {
      return Quoted.of(text) + " is a link to what is not there";
    }
    Path parent = relative.getParent();
    String prefix = parent == null ? "" : parent + "/";
    String near = Nearest.hint(relative.toString(), siblings(prefix));
    return "there is no " + Quoted.of(text) + " in the definition's folder" + near;
  }

  /** What is beside a missing file, for a hint; nothing where its folder is missing or outside. */
  private List<String> siblings(String prefix) {
    Path beside = folder.resolve(prefix);
    String[] names = beside.toFile().list();
    if (names == null || names.length > LISTED || !isInside(beside)) {
      return List.of();
    }
    return Arrays.stream(names).sorted().map(name -> prefix + name).toList();
  }

  private boolean isInside(Path path) {
    try {
      return path.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false; // Gone since: then there is no hint.
    }
  }
}
