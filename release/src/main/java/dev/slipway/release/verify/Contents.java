package dev.slipway.release.verify;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.TgzReader.Entry;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.source.Fingerprint;
import dev.slipway.release.verify.JobFiles.JobFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in the archive of a part. It is read through to its end, and nothing of it is written
 * anywhere.
 */
final class Contents {
  /** Of what is kept in memory, which is a job's files only. */
  private static final int LARGEST_FILE = 8 << 20;

  private static final long LARGEST_JOB = 64L << 20;
  private static final int MOST_JOB_FILES = 10_000;
  private static final long LARGEST_LICENSE = 16L << 20;
  private static final int MOST_LICENSES = 100;

  /** Where compiled packages point to each other. */
  private static final String INSTALLED = "/var/vcap/";

  private final Part part;
  private final String what;
  private final Map<String, JobFile> files = new HashMap<>();
  private final Map<String, byte[]> specs = new HashMap<>();
  private final Map<String, String> chunks = new HashMap<>();

  /** Files' digests with what counts of their modes, for hard links to them. */
  private final Map<String, String> sums = new HashMap<>();

  private final Set<String> noFolders = new HashSet<>();

  private Contents(Part part, String what) {
    this.part = part;
    this.what = what;
  }

  /**
   * Reads an archive.
   *
   * @param size of the archive in bytes; a bound for what may come out of it
   * @param what it is, for messages
   * @throws ReleaseException with {@link Code#BAD_ARCHIVE} where it is damaged or means harm
   */
  static Contents read(Part part, InputStream archive, long size, String what) throws IOException {
    Contents contents = new Contents(part, what);
    TgzReader.read(archive, what, limits(part, size), contents::take);
    return contents;
  }

  private static TgzReader.Limits limits(Part part, long size) {
    return switch (part.kind()) {
      case JOB -> new TgzReader.Limits(LARGEST_JOB, MOST_JOB_FILES);
      case LICENSE -> new TgzReader.Limits(LARGEST_LICENSE, MOST_LICENSES);
      case PACKAGE, COMPILED -> TgzReader.Limits.ofFile(size);
    };
  }

  private boolean take(Entry entry, InputStream content) throws IOException {
    below(entry.name());
    switch (entry.kind()) {
      case FOLDER -> {
        if (noFolders.contains(entry.name())) {
          throw bad("has `" + entry.name() + "` twice");
        }
      }
      case LINK -> link(entry);
      case HARD_LINK -> hardLink(entry);
      case FILE -> file(entry, content);
    }
    return true;
  }

  /** What is a file or a link has nothing below it. */
  private void below(String name) throws ReleaseException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      if (noFolders.contains(name.substring(0, slash))) {
        throw bad("has files below `" + name.substring(0, slash) + "`, which is no folder");
      }
    }
  }

  private void link(Entry entry) throws ReleaseException {
    noFolders.add(entry.name());
    String target = entry.target();
    boolean installed =
        part.kind() == Part.Kind.COMPILED
            && target.startsWith(INSTALLED)
            && !List.of(target.split("/")).contains("..");
    if (!installed && leadsOut(entry.name(), target)) {
      throw bad(
          "has the link `"
              + entry.name()
              + "`, which leads out of it, to `"
              + target.replace("\0", "\\0")
              + "`");
    }
    chunks.put(
        entry.name(),
        entry.name()
            + Digest.of(Algorithm.SHA256, target.getBytes(StandardCharsets.UTF_8))
            + "symlink");
  }

  private static boolean leadsOut(String name, String target) {
    if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
      return true;
    }
    int depth = name.split("/").length - 1;
    for (String step : target.split("/")) {
      depth += step.equals("..") ? -1 : step.isEmpty() || step.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  private void file(Entry entry, InputStream content) throws IOException {
    noFolders.add(entry.name());
    DigestInputStream counted = new DigestInputStream(content, Algorithm.SHA256.begin());
    boolean kept = part.kind() == Part.Kind.JOB && entry.size() <= LARGEST_FILE;
    byte[] bytes = kept ? counted.readAllBytes() : new byte[0];
    counted.transferTo(OutputStream.nullOutputStream());
    Digest digest =
        new Digest(Algorithm.SHA256, HexFormat.of().formatHex(counted.getMessageDigest().digest()));
    sums.put(entry.name(), digest + mode(entry));
    chunks.put(entry.name(), entry.name() + digest + mode(entry));
    if (kept) {
      keep(entry, bytes);
    }
  }

  private void hardLink(Entry entry) {
    noFolders.add(entry.name());
    chunks.put(entry.name(), entry.name() + sums.get(entry.target()));
    JobFile same = files.get(entry.target());
    if (same != null) {
      files.put(entry.name(), same);
    }
  }

  private void keep(Entry entry, byte[] bytes) {
    if (entry.name().equals("job.MF")) {
      specs.put(entry.name(), bytes);
    } else {
      files.put(entry.name(), JobFile.of(bytes, entry.executable()));
    }
  }

  private String mode(Entry entry) {
    boolean script = part.kind() == Part.Kind.PACKAGE && entry.name().equals("packaging");
    boolean counts = !script && part.kind() != Part.Kind.LICENSE;
    return counts ? entry.executable() ? "100755" : "100644" : "";
  }

  boolean has(String name) {
    return chunks.containsKey(name);
  }

  /** A job's {@code job.MF}; none where it is not there. */
  Optional<byte[]> spec() {
    return Optional.ofNullable(specs.get("job.MF"));
  }

  /** A job's other files. */
  Map<String, JobFile> files() {
    return files;
  }

  /** The fingerprint of a build with these files. */
  String fingerprint() {
    return Fingerprint.of(chunks, part.kind() == Part.Kind.PACKAGE ? part.needs() : List.of());
  }

  private ReleaseException bad(String why) {
    return new ReleaseException(Code.BAD_ARCHIVE, what + " " + why);
  }
}
