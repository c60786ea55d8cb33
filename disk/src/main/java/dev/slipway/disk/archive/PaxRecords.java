package dev.slipway.disk.archive;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Records of pax (POSIX.1-2001): {@code LENGTH KEY=VALUE} and a line feed. */
final class PaxRecords {
  private PaxRecords() {}

  /**
   * Reads records.
   *
   * @param end the place in the file after them, for errors
   */
  static Map<String, String> read(FileSource file, long end, String text) throws IOException {
    Map<String, String> records = new HashMap<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int space = at;
      int length = 0;
      while (space < bytes.length
          && bytes[space] >= '0'
          && bytes[space] <= '9'
          && length < 100_000) {
        length = 10 * length + bytes[space] - '0';
        space++;
      }
      int stop = at + length;
      if (space == bytes.length || bytes[space] != ' ' || stop <= space || stop > bytes.length) {
        throw Fault.at(file.name(), end, "pax header", "a record before this has a wrong length");
      }
      String record = new String(bytes, space + 1, stop - space - 1, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        records.put(record.substring(0, equals), record.substring(equals + 1).stripTrailing());
      }
      at = stop;
    }
    return records;
  }
}
