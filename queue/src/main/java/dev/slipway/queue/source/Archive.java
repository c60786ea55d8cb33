package dev.slipway.queue.source;

import com.github.luben.zstd.ZstdInputStream;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An archive in one of the forms that are taken, told by its first bytes and not by its name. */
final class Archive {
  private static final String TAKEN = "upload a tar, tar.gz, tar.zst or zip of the folder";

  private Archive() {}

  /**
   * Reads one to its end.
   *
   * @throws QueueException where it is none, or a broken one
   */
  static void read(Path file, Entry.Taker taker) throws IOException {
    byte[] head = head(file);
    try {
      if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
        ZipEntries.read(file, taker);
        return;
      }
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
          InputStream tar = tar(head, raw)) {
        TarEntries.read(tar, taker);
      }
    } catch (QueueException e) {
      throw e;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw broken(e);
    } catch (IOException e) {
      if (e.getClass().getName().startsWith("java.nio.file.")) {
        throw e; // This machine's fault.
      }
      throw broken(e);
    }
  }

  private static QueueException broken(Exception fault) {
    return new QueueException(
        Code.INVALID,
        "the upload is no whole archive (" + fault.getMessage() + "); " + TAKEN,
        fault);
  }

  private static InputStream tar(byte[] head, InputStream raw) throws IOException {
    if (begins(head, 0x1f, 0x8b)) {
      return new GZIPInputStream(raw, 1 << 16);
    }
    if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdInputStream(raw);
    }
    if (begins(head, 'B', 'Z', 'h') || begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      throw new QueueException(Code.INVALID, "archives of bzip2 and xz are not taken; " + TAKEN);
    }
    return raw;
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    }
  }

  private static boolean begins(byte[] head, int... magic) {
    byte[] wanted = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) {
      wanted[i] = (byte) magic[i];
    }
    return head.length >= wanted.length
        && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
  }
}
