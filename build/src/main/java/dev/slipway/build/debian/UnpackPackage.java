package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Unpacks one package's files into a tree and notes what dpkg will want to know of them. */
final class UnpackPackage {
  private final Confined tree;
  private final ConcurrentMap<String, String> owners;
  private final boolean documentation;

  private final List<String> list = new ArrayList<>();
  private final Map<String, TarArchiveEntry> folders = new TreeMap<>();
  private final Map<String, String> conffileSums = new TreeMap<>();
  private boolean collided;

  /**
   * Unpacking into a tree.
   *
   * @param owners which package has put a file at which real path; shared by all packages
   * @param documentation whether manual pages, translations and documents are unpacked too
   */
  UnpackPackage(Confined tree, ConcurrentMap<String, String> owners, boolean documentation) {
    this.tree = tree;
    this.owners = owners;
    this.documentation = documentation;
  }

  /** What came of it. */
  record Unpacked(
      Path deb,
      ControlTar control,
      List<String> list,
      Map<String, TarArchiveEntry> folders,
      Map<String, String> conffileSums,
      boolean collided) {}

  Unpacked unpack(Path deb) throws IOException, InterruptedException {
    ControlTar control = ControlTar.read(deb);
    Set<String> conffiles = new HashSet<>(control.lines("conffiles"));
    try (InputStream tar = DebMember.open(deb, "data.tar")) {
      untar(tar, control.field("Package"), conffiles);
      // What is behind the archive's end has checksums of all before it.
      tar.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new BuildException(
          BuildException.Code.PACKAGES, deb + " cannot be unpacked: " + reason(e), e);
    }
    return new Unpacked(deb, control, list, folders, conffileSums, collided);
  }

  private static String reason(IOException fault) {
    return switch (fault) {
      case FileAlreadyExistsException e -> e.getMessage() + " is there already";
      case NoSuchFileException e -> e.getMessage() + ": no such file";
      default -> String.valueOf(fault.getMessage());
    };
  }

  private void untar(InputStream in, String owner, Set<String> conffiles) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
    for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
      String path = clean(e.getName());
      list.add(path.isEmpty() ? "/." : "/" + path);
      if (path.isEmpty() || isLeftOut(path, e)) {
        continue;
      }
      if (e.isDirectory()) {
        tree.folder(path);
        folders.put(path, e);
      } else {
        place(e, path, tar, owner, conffiles.contains("/" + path));
      }
    }
  }

  private void place(
      TarArchiveEntry e, String path, InputStream bytes, String owner, boolean conffile)
      throws IOException {
    Path file = tree.place(path);
    String other = owners.putIfAbsent(file.toString(), owner);
    if (other != null && !other.equals(owner)) {
      collided = true; // Which of the two wins is for dpkg to say.
      return;
    }
    if (e.isSymbolicLink()) {
      link(file, e);
    } else if (e.isLink()) {
      Files.createLink(file, tree.place(clean(e.getLinkName())));
    } else if (e.getLinkFlag() == TarConstants.LF_NORMAL
        || e.getLinkFlag() == TarConstants.LF_OLDNORM) {
      String sum = write(file, bytes, conffile);
      if (conffile) {
        conffileSums.put("/" + path, sum);
      }
      Metadata.set(file, e);
    } else {
      throw new IOException("'" + path + "' is a device or pipe, which packages do not bring");
    }
  }

  private static void link(Path file, TarArchiveEntry e) throws IOException {
    try {
      Files.createSymbolicLink(file, Path.of(e.getLinkName()));
    } catch (FileAlreadyExistsException fault) {
      // The skeleton's own /bin -> usr/bin comes with base-files of newer suites too.
      if (!Files.isSymbolicLink(file)
          || !Files.readSymbolicLink(file).equals(Path.of(e.getLinkName()))) {
        throw fault;
      }
    }
    Files.setAttribute(
        file, "unix:uid", Math.toIntExact(e.getLongUserId()), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(
        file, "unix:gid", Math.toIntExact(e.getLongGroupId()), LinkOption.NOFOLLOW_LINKS);
  }

  private static String write(Path file, InputStream bytes, boolean sum) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW)) {
      if (!sum) {
        bytes.transferTo(out);
        return "";
      }
      MessageDigest md5 = MessageDigest.getInstance("MD5"); // dpkg's own choice for conffiles
      byte[] all = bytes.readAllBytes();
      out.write(all);
      return HexFormat.of().formatHex(md5.digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /** Owner, mode and time of a file or folder. */
  static final class Metadata {
    private Metadata() {}

    static void set(Path file, TarArchiveEntry e) throws IOException {
      if (e.getLongUserId() != 0 || e.getLongGroupId() != 0) {
        Files.setAttribute(file, "unix:uid", Math.toIntExact(e.getLongUserId()));
        Files.setAttribute(file, "unix:gid", Math.toIntExact(e.getLongGroupId()));
      }
      Files.setAttribute(file, "unix:mode", e.getMode() & 07777);
      Files.setLastModifiedTime(file, FileTime.from(e.getLastModifiedTime().toInstant()));
    }
  }

  private boolean isLeftOut(String path, TarArchiveEntry e) {
    if (documentation || e.isDirectory()) {
      return false;
    }
    return path.startsWith("usr/share/man/")
        || path.startsWith("usr/share/info/")
        || (path.startsWith("usr/share/locale/") && path.endsWith(".mo"))
        || (path.startsWith("usr/share/doc/") && !path.endsWith("/copyright"));
  }

  private static String clean(String name) throws IOException {
    String path = name.startsWith("./") ? name.substring(2) : name;
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.startsWith("/") || path.equals(".")) {
      path = path.substring(1);
    }
    if (path.contains("\n")) {
      throw new IOException("'" + path.replace("\n", "\\n") + "' has a line break in its name");
    }
    if (("/" + path + "/").contains("/../")) {
      throw new IOException("'" + name + "' leads out of the package");
    }
    return path;
  }
}
