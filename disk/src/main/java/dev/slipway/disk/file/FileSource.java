package dev.slipway.disk.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file, or of a part of one, read at any place. Several threads may read. */
public interface FileSource extends Closeable {
  /** The file's name, for people. */
  String name();

  /** How many bytes there are. */
  long size();

  /**
   * Fills the buffer's remaining bytes.
   *
   * @param position bytes from the start
   * @throws dev.slipway.disk.DiskException where the file ends before the buffer is full
   */
  void read(long position, ByteBuffer target) throws IOException;

  /**
   * Some bytes, ready to be read from index 0 on.
   *
   * @param field the specification's name of what is there, for the error when the file ends
   */
  default ByteBuffer bytes(long position, int count, ByteOrder order, String field)
      throws IOException {
    if (position < 0 || position > size() - count) {
      throw Fault.at(
          name(), position, field, "the file ends before it: it was cut short or is damaged");
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(order);
    read(position, bytes);
    return bytes.flip();
  }

  /**
   * A part of the bytes; closing it closes nothing.
   *
   * @param name for people
   */
  default FileSource slice(long offset, long length, String name) {
    return new Slice(this, offset, length, name);
  }

  /** Opens a file. */
  static FileSource open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new OpenFile(file.toString(), channel, channel.size());
  }
}
