package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The text of a file: UTF-8, of a bounded size, nothing in it that YAML does not allow. */
final class SourceText {
  static final int MAX_BYTES = 1 << 20;

  private SourceText() {}

  static String read(Path file) throws IOException, Unreadable {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new Unreadable(
          Position.WHOLE_FILE,
          "is larger than 1 MiB; a definition is short: put what is large into files of its folder");
    }
    return check(decode(bytes));
  }

  private static String decode(byte[] bytes) throws Unreadable {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int bad = bytes[in.position()] & 0xff;
      throw new Unreadable(
          end(text),
          String.format(Locale.ROOT, "byte 0x%02x is not UTF-8; save the file as UTF-8 text", bad));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String check(String text) throws Unreadable {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (!StreamReader.isPrintable(point)) {
        throw new Unreadable(
            end(text.substring(0, i)),
            String.format(
                Locale.ROOT, "character U+%04X cannot be in YAML; is this a text file?", point));
      }
    }
    return text;
  }

  /** The place just behind a text. */
  private static Position end(String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return new Position(line, last.codePointCount(0, last.length()) + 1);
  }
}
