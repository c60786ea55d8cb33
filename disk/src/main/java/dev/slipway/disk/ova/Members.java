package dev.slipway.disk.ova;

import dev.slipway.disk.archive.TarContent;
import dev.slipway.disk.archive.TarEntry;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package's files.
 *
 * @param byName in the archive's order, without what some tars have before names: "./"
 */
record Members(TarContent tar, Map<String, TarEntry> byName) {
  /** Far more than descriptors and manifests have. */
  private static final int MOST_TEXT = 4 << 20;

  static Members of(TarContent tar, Findings findings) {
    Map<String, TarEntry> byName = new LinkedHashMap<>();
    for (TarEntry each : tar.entries()) {
      if (byName.putIfAbsent(plain(each.name()), each) != null) {
        findings.add(
            Finding.Kind.BAD_ENTRY, each.place(0), each.name() + " is in the archive before");
      }
    }
    return new Members(tar, byName);
  }

  private static String plain(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }

  @Nullable TarEntry find(String name) {
    return byName.get(plain(name));
  }

  List<TarEntry> ending(String extension) {
    return byName.values().stream().filter(each -> each.name().endsWith(extension)).toList();
  }

  /** A small file's bytes; none, and a finding, where it is not small. */
  byte[] bytes(TarEntry entry, Findings findings) throws IOException {
    if (entry.size() > MOST_TEXT) {
      findings.add(
          Finding.Kind.BAD_ENTRY,
          entry.place(0),
          "%s has %d bytes, which is not looked through".formatted(entry.name(), entry.size()));
      return new byte[0];
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) entry.size());
    tar.open(entry).read(0, bytes);
    return bytes.array();
  }
}
