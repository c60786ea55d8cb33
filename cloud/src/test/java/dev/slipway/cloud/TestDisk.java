package dev.slipway.cloud;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A disk whose boot sector is a whole system: it writes a text to the serial console, then sends
 * back what is typed there, and switches off when the power button of a q35 board is pressed.
 */
public final class TestDisk {
  private static final int SIZE = 1 << 20;
  private static final int BUTTON_MASK = 11;

  private static final byte[] CODE =
      HexFormat.of()
          .parseHex(
              "fa31c08ed8" // cli; ds = 0
                  + "ba0206ed80cc01ef" // PM1_EN |= power button
                  + "be4e7c" // si = the text
                  + "ac84c07405e82500ebf6" // writes up to the zero byte
                  + "bafd03eca8017409" // is there a byte to read?
                  + "baf803ece81400ebef" // sends it back
                  + "ba0006edf6c40174e6" // PM1_STS: was the button pressed?
                  + "ba0406b80020efebdd" // PM1_CNT = sleep, type 0: off
                  + "88c4bafd03eca82074f888e0baf803eec3"); // writes AL

  private TestDisk() {}

  /** A raw disk that writes a text of at most 400 bytes. */
  public static Path write(Path file, String text) throws IOException {
    return write(file, text, true);
  }

  /** The same, but nobody listens to the power button. */
  public static Path writeDeaf(Path file, String text) throws IOException {
    return write(file, text, false);
  }

  private static Path write(Path file, String text, boolean button) throws IOException {
    ByteArrayOutputStream sector = new ByteArrayOutputStream();
    byte[] code = CODE.clone();
    code[BUTTON_MASK - 1] = (byte) 0xcc;
    code[BUTTON_MASK] = (byte) (button ? 1 : 0);
    sector.write(code);
    sector.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    if (sector.size() > 509) {
      throw new IllegalArgumentException("the text is too long");
    }
    byte[] disk = Arrays.copyOf(sector.toByteArray(), SIZE);
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    return Files.write(file, disk);
  }
}
