package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The control part of a Debian package (deb(5)): its fields and its maintainer scripts.
 *
 * @param fields by name, as in {@code Package}, values with their continuation lines
 * @param files what else is in the control archive, by name without folders
 */
record ControlTar(Map<String, String> fields, SortedMap<String, byte[]> files) {
  /** More than any real package's control files have; guards against a hostile one. */
  private static final int LARGEST = 16 << 20;

  /**
   * Reads one.
   *
   * @throws BuildException naming the package that cannot be read
   */
  static ControlTar read(Path deb) throws IOException {
    try {
      return open(deb);
    } catch (IOException | IllegalArgumentException e) {
      throw new BuildException(
          BuildException.Code.PACKAGES, deb + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static ControlTar open(Path deb) throws IOException {
    try (InputStream tar = DebMember.open(deb, "control.tar")) {
      return untar(tar);
    }
  }

  private static ControlTar untar(InputStream in) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    int total = 0;
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
      if (e.isFile()) {
        byte[] bytes = tar.readNBytes(LARGEST - total + 1);
        total += bytes.length;
        if (total > LARGEST) {
          throw new IOException("the control archive has over " + LARGEST + " bytes");
        }
        files.put(e.getName().substring(e.getName().lastIndexOf('/') + 1), bytes);
      }
    }
    byte[] control = files.remove("control");
    List<Map<String, String>> paragraphs =
        control == null ? List.of() : ControlFile.parse(lines(control));
    // These two become names of files.
    if (paragraphs.size() != 1
        || !paragraphs.getFirst().getOrDefault("Package", "").matches("[a-z0-9][a-z0-9+.-]+")
        || !paragraphs.getFirst().getOrDefault("Architecture", "").matches("[a-z0-9-]+")) {
      throw new IOException("the package has no proper control file");
    }
    return new ControlTar(paragraphs.getFirst(), files);
  }

  /** A field, or an empty text. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The lines of a control file; none where it is not there. */
  List<String> lines(String file) {
    return files.containsKey(file) ? lines(files.get(file)) : List.of();
  }

  /** As dpkg names it in its own files: with the architecture where several may be installed. */
  String qualifiedName() {
    return field("Multi-Arch").equals("same")
        ? field("Package") + ":" + field("Architecture")
        : field("Package");
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }
}
