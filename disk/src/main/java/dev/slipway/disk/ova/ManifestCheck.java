package dev.slipway.disk.ova;

import dev.slipway.disk.archive.InnerOutput;
import dev.slipway.disk.archive.TarEntry;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether the files are as a manifest says: {@code SHA256(name)= hex} in each line. */
final class ManifestCheck {
  private static final Pattern LINE =
      Pattern.compile("SHA-?(1|256|512) ?\\((.+)\\) ?= ?([0-9A-Fa-f]+)\\s*");
  private static final int BUFFER = 1 << 18;

  private final Members members;
  private final Findings findings;
  private final TarEntry manifest;

  /** Each file is digested once, however often the manifest names it. */
  private final Set<String> named = new HashSet<>();

  ManifestCheck(Members members, Findings findings, TarEntry manifest) {
    this.members = members;
    this.findings = findings;
    this.manifest = manifest;
  }

  void check() throws IOException {
    byte[] bytes = members.bytes(manifest, findings);
    int start = 0;
    for (int end = 0; end <= bytes.length; end++) {
      if (end == bytes.length || bytes[end] == '\n') {
        line(start, new String(bytes, start, end - start, StandardCharsets.UTF_8));
        start = end + 1;
      }
    }
    members.byName().values().forEach(this::requireNamed);
  }

  private void line(int at, String line) throws IOException {
    Matcher parts = LINE.matcher(line);
    if (line.isBlank()) {
      return;
    }
    if (!parts.matches()) {
      add(at, "no digest of a file, as in SHA256(name)= hex");
      return;
    }
    String name = parts.group(2);
    TarEntry entry = members.find(name);
    if (entry != null && named.add(entry.name())) {
      compare(at, entry, "SHA-" + parts.group(1), parts.group(3));
    } else if (entry != null) {
      add(at, name + " is named before");
    } else if (members.tar().complete()) {
      add(at, name + " is not in the archive");
    }
  }

  private void compare(int at, TarEntry entry, String algorithm, String said) throws IOException {
    if (entry.hasHoles()) {
      // A small archive must not make much work.
      add(at, entry.name() + " has holes, which a package has not; its digest is not made");
      return;
    }
    String hex = hex(members.tar().open(entry), InnerOutput.digest(algorithm));
    if (!hex.equalsIgnoreCase(said)) {
      findings.add(
          Finding.Kind.CHECKSUM,
          entry.place(0),
          "%s has the %s %s, and not %s as %s says"
              .formatted(entry.name(), algorithm, hex, said, manifest.name()));
    }
  }

  private static String hex(FileSource file, MessageDigest digest) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (long at = 0; at < file.size(); at += BUFFER) {
      buffer.clear().limit((int) Math.min(BUFFER, file.size() - at));
      file.read(at, buffer);
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void requireNamed(TarEntry entry) {
    String name = entry.name();
    boolean own = name.endsWith(".mf") || name.endsWith(".cert");
    if (!own && !named.contains(name)) {
      findings.add(
          Finding.Kind.BAD_ENTRY,
          entry.place(0),
          "%s is not named by %s".formatted(name, manifest.name()));
    }
  }

  private void add(int at, String problem) {
    findings.add(
        Finding.Kind.BAD_ENTRY,
        manifest.place(at),
        "%s, its byte %d: %s".formatted(manifest.name(), at, problem));
  }
}
