package dev.slipway.disk.tree;

import dev.slipway.disk.DiskException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of paths, whatever the locale: the JDK shows a path's name in the locale's encoding, in
 * which not all names can be told, but keeps its bytes and gives them in its URI.
 */
final class RawNames {
  private RawNames() {}

  /** An absolute path's bytes. */
  static byte[] bytes(Path path) {
    String shown = path.toString();
    return isAscii(shown) ? shown.getBytes(StandardCharsets.US_ASCII) : decode(path);
  }

  /** A file's name, which has to be UTF-8. */
  static String name(Path file) throws DiskException {
    Path last = file.getFileName();
    if (last != null && isAscii(last.toString())) {
      return last.toString();
    }
    byte[] path = decode(file);
    int slash = path.length;
    while (path[slash - 1] != '/') {
      slash--;
    }
    return text(ByteBuffer.wrap(path, slash, path.length - slash), file);
  }

  /** Text that has to be UTF-8. */
  static String text(ByteBuffer bytes, Path where) throws DiskException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      DiskException failure =
          new DiskException(where + ": the name, or the link's target, is not UTF-8: rename it");
      failure.initCause(e);
      throw failure;
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] decode(Path path) {
    String uri = path.toUri().getRawPath();
    int end = uri.length() > 1 && uri.endsWith("/") ? uri.length() - 1 : uri.length();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
    for (int i = 0; i < end; i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
