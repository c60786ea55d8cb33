package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The words that structures begin with. */
final class Signatures {
  private Signatures() {}

  static void expect(FileSource file, long at, String word, String field) throws IOException {
    byte[] found = file.bytes(at, word.length(), ByteOrder.LITTLE_ENDIAN, field).array();
    if (!word.equals(new String(found, StandardCharsets.ISO_8859_1))) {
      throw Fault.at(file.name(), at, field, "it does not begin with '%s'".formatted(word));
    }
  }
}
