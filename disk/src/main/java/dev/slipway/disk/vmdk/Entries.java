package dev.slipway.disk.vmdk;

import dev.slipway.disk.convert.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A grain table or a grain directory on its way to a file: sectors of 32-bit numbers. */
final class Entries {
  private final byte[] bytes;
  private final ByteBuffer numbers;

  Entries(int sectors) {
    bytes = new byte[sectors * Layout.SECTOR];
    numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void put(int index, int sector) {
    numbers.putInt(index * Integer.BYTES, sector);
  }

  /** Writes all of it, and makes it empty again. */
  void write(Output output) throws IOException {
    output.write(bytes);
    Arrays.fill(bytes, (byte) 0);
  }
}
