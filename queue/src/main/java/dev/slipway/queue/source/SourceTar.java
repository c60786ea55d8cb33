package dev.slipway.queue.source;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A definition's folder as a tar, which is the same for the same contents: in the order of names,
 * without times and owners, and without what is no part of the definition ({@code .git}, leftovers
 * of editors, images that were built into the folder).
 */
public final class SourceTar {
  /** The most bytes that all files together have. */
  public static final long MOST_BYTES = Limits.USUAL.bytes();

  private SourceTar() {}

  /** A tar that was written. */
  public record Packed(String sha256, long size) {}

  /**
   * Packs a folder.
   *
   * @param tar the file that is written
   * @throws QueueException where something in the folder cannot go along
   */
  public static Packed pack(Path folder, Path tar) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 16)) {
      new Packing(folder, Limits.USUAL).write(out);
    }
    return new Packed(Fingerprint.sha256(tar), Files.size(tar));
  }

  /**
   * Unpacks an archive of a folder (tar, tar.gz, tar.zst or zip) into an empty folder.
   *
   * @throws QueueException where it is none, or something in it is not taken
   */
  public static void unpack(Path archive, Path folder) throws IOException {
    unpack(archive, folder, Limits.USUAL);
  }

  static void unpack(Path archive, Path folder, Limits limits) throws IOException {
    Unpacking unpacking = new Unpacking(folder, limits, Files.size(archive));
    Archive.read(archive, unpacking);
    if (unpacking.entries() == 0) {
      throw new QueueException(Code.INVALID, "the upload is no archive with files in it");
    }
  }
}
