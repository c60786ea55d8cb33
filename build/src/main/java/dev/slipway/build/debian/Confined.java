package dev.slipway.build.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Paths of a file tree as a program with that tree for its root would see them: a link to {@code /}
 * or {@code ../..} leads no further out than the tree, so that no package can write elsewhere.
 */
final class Confined {
  private static final int LINKS = 40;

  private final Path root;
  private final Map<String, Path> folders = new ConcurrentHashMap<>();

  Confined(Path root) {
    this.root = root;
  }

  /**
   * Where a path's last name is to be made, its folder's links followed; the folder exists then.
   */
  Path place(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (name.isEmpty() || name.equals("..") || name.equals(".")) {
      throw new IOException("'" + path + "' is no path of a file");
    }
    return folder(slash < 0 ? "" : path.substring(0, slash)).resolve(name);
  }

  /** A folder, made where it is missing, links to folders followed. */
  Path folder(String path) throws IOException {
    Path known = folders.get(path);
    if (known != null) {
      return known;
    }
    Path found = walk(root, path, 0);
    folders.put(path, found);
    return found;
  }

  private Path walk(Path from, String path, int links) throws IOException {
    Path here = from;
    for (String name : path.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        here = here.equals(root) ? root : Objects.requireNonNull(here.getParent());
        continue;
      }
      Path next = here.resolve(name);
      if (Files.isSymbolicLink(next)) {
        if (links >= LINKS) {
          throw new IOException("'" + path + "' goes through too many links");
        }
        String target = Files.readSymbolicLink(next).toString();
        here = walk(target.startsWith("/") ? root : here, target, links + 1);
      } else {
        if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
          makeFolder(next);
        }
        here = next;
      }
    }
    return here;
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw e; // A file stands there; a folder made by another thread is as good as ours.
      }
    }
  }
}
