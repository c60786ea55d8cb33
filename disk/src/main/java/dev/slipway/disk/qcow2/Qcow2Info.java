package dev.slipway.disk.qcow2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What an image's header says.
 *
 * @param version 2 (compat 0.10) or 3 (compat 1.1)
 * @param size the bytes that the machine sees
 * @param clusterSize bytes
 * @param compression what clusters are compressed with, where any are
 * @param backingFile the base's path as written, relative to the image's folder
 * @param backingFormat the base's format as written; an image may name a base without it
 * @param snapshots how many there are within the image
 * @param dirty whether it was not closed properly; its refcounts may be wrong
 * @param corrupt whether QEMU found it damaged and writes to it no more
 */
public record Qcow2Info(
    int version,
    long size,
    int clusterSize,
    Compression compression,
    Optional<String> backingFile,
    Optional<String> backingFormat,
    int snapshots,
    boolean dirty,
    boolean corrupt) {

  /** Reads it. */
  public static Qcow2Info read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = HeaderReader.read(file, channel);
      return new Qcow2Info(
          header.version(),
          header.size(),
          header.clusterSize(),
          header.codec(),
          Optional.ofNullable(header.backingFile()),
          Optional.ofNullable(header.backingFormat()),
          header.snapshots().count(),
          (header.incompatible() & Header.DIRTY) != 0,
          (header.incompatible() & Header.CORRUPT) != 0);
    }
  }
}
