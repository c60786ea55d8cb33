package dev.slipway.disk.wrap;

import dev.slipway.disk.archive.GzipWriter;
import dev.slipway.disk.convert.Output;
import java.io.IOException;

/** What is around compressed pieces. */
interface Envelope {
  void begin() throws IOException;

  /**
   * Ends the file.
   *
   * @param crc the CRC-32 of what was compressed
   * @param length how many bytes that was
   */
  void end(int crc, long length) throws IOException;

  /** Nothing, where each piece is whole by itself. */
  record None() implements Envelope {
    @Override
    public void begin() {}

    @Override
    public void end(int crc, long length) {}
  }

  /** One member of gzip around all pieces. */
  record Gzip(Output output) implements Envelope {
    @Override
    public void begin() throws IOException {
      output.write(GzipWriter.header());
    }

    @Override
    public void end(int crc, long length) throws IOException {
      output.write(GzipWriter.ending(crc, length));
    }
  }
}
