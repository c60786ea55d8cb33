package dev.slipway.disk.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's bytes, wherever they are. */
public sealed interface Content {
  /** How many bytes there are; reading gives exactly as many, or fails. */
  long size();

  /** Opens the bytes for reading from the start. */
  ReadableByteChannel open() throws IOException;

  /** Bytes in memory, which are not to be changed afterwards. */
  record Bytes(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public ReadableByteChannel open() {
      return java.nio.channels.Channels.newChannel(new java.io.ByteArrayInputStream(bytes));
    }
  }

  /** A file on this machine, which is not to be changed until the tree has been written. */
  record Stored(Path path, long size) implements Content {
    @Override
    public FileChannel open() throws IOException {
      return FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  /**
   * A part of a file on this machine, which is not to be changed until the tree has been written.
   */
  record Slice(Path path, long offset, long size) implements Content {
    @Override
    public ReadableByteChannel open() throws IOException {
      return new SliceChannel(FileChannel.open(path, StandardOpenOption.READ), offset, size);
    }
  }
}
