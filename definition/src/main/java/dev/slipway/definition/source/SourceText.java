package dev.slipway.definition.source;

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

/** The text of a file: UTF-8, of a bounded size. */
public final class SourceText {
  private static final int MIB = 1 << 20;
  private static final String ALLOWED_CONTROLS = "\t\n\r\f\u001b";

  private SourceText() {}

  /**
   * A file's text, without the mark of its byte order.
   *
   * @param maxBytes whole MiB
   * @param advice what to do where it is larger
   */
  public static String read(Path file, int maxBytes, String advice) throws Unreadable {
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in.readNBytes(maxBytes + 1), maxBytes, advice);
    } catch (IOException e) {
      throw new Unreadable(Position.WHOLE_FILE, "cannot be read: " + Unreadable.reason(e));
    }
  }

  /** The same of bytes that are there already. */
  public static String decode(byte[] bytes, int maxBytes, String advice) throws Unreadable {
    if (bytes.length > maxBytes) {
      throw new Unreadable(
          Position.WHOLE_FILE, "is larger than " + maxBytes / MIB + " MiB; " + advice);
    }
    return decode(bytes);
  }

  /** A text whose lines end with a line feed, and that has none of the signs of a binary file. */
  public static String plain(String text) throws Unreadable {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.getType(c) == Character.CONTROL && ALLOWED_CONTROLS.indexOf(c) < 0) {
        throw new Unreadable(
            end(text.substring(0, i)),
            String.format(Locale.ROOT, "has the character U+%04X; is this a text file?", (int) c));
      }
    }
    return text.replace("\r\n", "\n");
  }

  /** The place just behind a text. */
  public static Position end(String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return new Position(line, last.codePointCount(0, last.length()) + 1);
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
}
