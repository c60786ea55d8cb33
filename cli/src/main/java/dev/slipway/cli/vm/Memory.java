package dev.slipway.cli.vm;

import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Text;

/** A machine's memory. */
final class Memory {
  private static final long MIB = 1 << 20;

  private Memory() {}

  /** Bytes as MiB. */
  static int mebibytes(long bytes) {
    if (bytes % MIB != 0 || bytes / MIB > Integer.MAX_VALUE) {
      throw new UsageException(
          "memory of " + Text.size(bytes) + " is no whole number of MiB; write 512M or 2G");
    }
    return (int) (bytes / MIB);
  }
}
