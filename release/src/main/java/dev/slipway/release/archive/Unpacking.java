package dev.slipway.release.archive;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Unpacks an archive into a new folder. Links are made when all files are there, so that no file is
 * written through one; those that lead out of the folder are refused.
 */
public final class Unpacking {
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path folder;
  private final String what;
  private final boolean elsewhere;
  private final Map<Path, String> links = new LinkedHashMap<>();

  /** Of folders: set at the end, since one may forbid to write into it. */
  private final Map<Path, Integer> modes = new LinkedHashMap<>();

  private Unpacking(Path folder, String what, boolean elsewhere) {
    this.folder = folder;
    this.what = what;
    this.elsewhere = elsewhere;
  }

  /**
   * Unpacks all of an archive.
   *
   * @param folder an empty one
   * @param what the archive is, for messages
   * @throws ReleaseException with {@link Code#BAD_ARCHIVE} where it is damaged or means harm
   */
  public static void unpack(Path archive, Path folder, String what, TgzReader.Limits limits)
      throws IOException {
    new Unpacking(folder, what, false).all(archive, limits);
  }

  /**
   * Unpacks all of an archive for programs that will have another root than this one: links lead
   * wherever they like, since nobody follows them here, and modes are kept but for set-uid bits.
   * All files have the time that {@link TgzWriter} gives them, so that none is newer than another
   * and make(1) finds no reason to make what is there.
   *
   * @throws ReleaseException with {@link Code#BAD_ARCHIVE} where it is damaged or means harm
   */
  public static void unpackForAnotherRoot(
      Path archive, Path folder, String what, TgzReader.Limits limits) throws IOException {
    new Unpacking(folder, what, true).all(archive, limits);
  }

  private void all(Path archive, TgzReader.Limits limits) throws IOException {
    TgzReader.read(archive, what, limits, this::take);
    for (Map.Entry<Path, String> link : links.entrySet()) {
      Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
    }
    for (Map.Entry<Path, Integer> each : modes.entrySet()) {
      Files.setLastModifiedTime(each.getKey(), FileTime.from(TgzWriter.TIME));
      Files.setAttribute(each.getKey(), "unix:mode", each.getValue(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private boolean take(TgzReader.Entry entry, InputStream content) throws IOException {
    Path path = folder.resolve(entry.name());
    switch (entry.kind()) {
      case FOLDER -> {
        folder(path);
        if (elsewhere) {
          modes.put(path, entry.mode() & 0777);
        }
      }
      case LINK -> {
        parent(path);
        links.put(path, confined(path, entry.target()));
      }
      case HARD_LINK -> {
        parent(path);
        Files.createLink(path, folder.resolve(entry.target()));
      }
      case FILE -> {
        parent(path);
        Files.copy(content, path);
        if (elsewhere) {
          Files.setLastModifiedTime(path, FileTime.from(TgzWriter.TIME));
          Files.setAttribute(path, "unix:mode", entry.mode() & 0777);
        } else {
          Files.setPosixFilePermissions(path, entry.executable() ? EXECUTABLE : PLAIN);
        }
      }
    }
    return true;
  }

  private void parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      folder(parent);
    }
    if (links.containsKey(path) || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw bad("has `" + folder.relativize(path) + "` twice");
    }
  }

  private void folder(Path path) throws IOException {
    for (Path p = path; p != null && !p.equals(folder); p = p.getParent()) {
      if (links.containsKey(p) || Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)) {
        throw bad("has files below `" + folder.relativize(p) + "`, which is no folder");
      }
    }
    Files.createDirectories(path);
  }

  private String confined(Path link, String target) throws ReleaseException {
    Path parent = link.getParent();
    boolean out =
        target.isEmpty()
            || target.indexOf('\0') >= 0
            || parent == null
            || (!elsewhere
                && (target.startsWith("/")
                    || !parent.resolve(target).normalize().startsWith(folder)));
    if (out) {
      throw bad(
          "has the link `"
              + folder.relativize(link)
              + "`, which leads out of it, to `"
              + target.replace("\0", "\\0")
              + "`");
    }
    return target;
  }

  private ReleaseException bad(String why) {
    return new ReleaseException(Code.BAD_ARCHIVE, what + " " + why);
  }
}
