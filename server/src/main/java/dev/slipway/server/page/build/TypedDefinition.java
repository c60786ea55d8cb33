package dev.slipway.server.page.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A definition that was typed into a form, and has no other files. */
final class TypedDefinition {
  private TypedDefinition() {}

  /** Its folder as a tar; the same text makes the same tar. */
  static InputStream tar(String text) throws IOException {
    // Browsers send forms with the ends of lines that mail has.
    byte[] content = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      TarArchiveEntry entry = new TarArchiveEntry("slipway.yml");
      entry.setSize(content.length);
      entry.setModTime(0);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(out.toByteArray());
  }
}
