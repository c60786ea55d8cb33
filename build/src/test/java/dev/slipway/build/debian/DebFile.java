package dev.slipway.build.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A Debian package made by hand, of members that dpkg-deb would not put into one too. */
public final class DebFile {
  private static final long TIME = 1_700_000_000;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> controlFiles = new LinkedHashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(data, "UTF-8");
  private String controlName = "control.tar.xz";
  private String dataName = "data.tar.xz";

  private DebFile() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  /** A package with the fields that each has. */
  public static DebFile of(String name, String version) {
    return new DebFile()
        .field("Package", name)
        .field("Version", version)
        .field("Architecture", "all")
        .field("Maintainer", "Nobody <nobody@example.org>")
        .field("Description", "a package of a test\n Made by hand.");
  }

  public DebFile field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /** A file of the control archive: postinst, conffiles, triggers. */
  public DebFile control(String name, String text) {
    controlFiles.put(name, text);
    return this;
  }

  /** Other compressions: names end in .xz, .gz or nothing. */
  DebFile compressed(String control, String files) {
    controlName = control;
    dataName = files;
    return this;
  }

  public DebFile folder(String path) throws IOException {
    return folder(path, 0755, 0);
  }

  DebFile folder(String path, int mode, int owner) throws IOException {
    return add(path + "/", TarConstants.LF_DIR, mode, owner, "", new byte[0]);
  }

  public DebFile file(String path, String text) throws IOException {
    return file(path, text, 0644, 0);
  }

  DebFile file(String path, String text, int mode, int owner) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add(path, TarConstants.LF_NORMAL, mode, owner, "", bytes);
  }

  DebFile symlink(String path, String target) throws IOException {
    return add(path, TarConstants.LF_SYMLINK, 0777, 0, target, new byte[0]);
  }

  DebFile hardLink(String path, String other) throws IOException {
    return add(path, TarConstants.LF_LINK, 0644, 0, other, new byte[0]);
  }

  DebFile special(String path, byte type) throws IOException {
    return add(path, type, 0666, 0, "", new byte[0]);
  }

  private DebFile add(String path, byte type, int mode, int owner, String target, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
    entry.setMode(mode);
    entry.setIds(owner, owner);
    entry.setLinkName(target);
    entry.setSize(bytes.length);
    entry.setModTime(TIME * 1000);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
    return this;
  }

  /** Writes it as NAME.deb. */
  public Path writeTo(Path folder) throws IOException {
    tar.close();
    Path file = folder.resolve(fields.get("Package").replace('/', '_') + ".deb");
    try (OutputStream out = Files.newOutputStream(file);
        ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
      member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      member(ar, controlName, compress(controlName, controlTar()));
      member(ar, dataName, compress(dataName, data.toByteArray()));
    }
    return file;
  }

  private byte[] controlTar() throws IOException {
    StringBuilder control = new StringBuilder();
    fields.forEach((name, value) -> control.append(name).append(": ").append(value).append('\n'));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      controlFiles.putIfAbsent("control", control.toString());
      for (Map.Entry<String, String> each : controlFiles.entrySet()) {
        byte[] text = each.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("./" + each.getKey());
        entry.setSize(text.length);
        entry.setMode(each.getKey().matches("(pre|post)(inst|rm)|config") ? 0755 : 0644);
        entry.setIds(0, 0);
        entry.setModTime(TIME * 1000);
        out.putArchiveEntry(entry);
        out.write(text);
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0100644, TIME));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }

  private static byte[] compress(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream compressed =
        name.endsWith(".xz")
            ? new XZOutputStream(out, new LZMA2Options(0))
            : name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      compressed.write(bytes);
    }
    return out.toByteArray();
  }
}
