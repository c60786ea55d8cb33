package dev.slipway.cloud.qemu;

import dev.slipway.cloud.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The smallest guest that shows whether an accelerator works. On a PC a boot sector, started by the
 * BIOS from a virtio disk, switches paging on (and long mode, for amd64) as every kernel does,
 * counts for a while, and ends QEMU through its debug-exit port. On arm64 it asks the firmware
 * interface (PSCI) to switch the machine off.
 */
final class ProbeGuest {
  private static final int SIZE = 1 << 20;

  private static final String AMD64 =
      "fa31c08ed88ec08ed0bc0070" // cli; ds = es = ss = 0; sp = 0x7000
          + "bf0010b90018fcf3ab" // clears 0x1000 to 0x3fff for the page tables
          + "c70600100320c70600200330c70600308300" // one 2 MiB page at 0, read and write
          + "66b8001000000f22d8" // cr3 = 0x1000
          + "66b8200000000f22e0" // cr4 = PAE
          + "66b9800000c00f32660d000100000f30" // EFER |= LME
          + "0f20c0660d010000800f22c0" // cr0 |= PG | PE
          + "0f0116887cea5f7c0800" // lgdt [0x7c88]; jump to the 64-bit segment
          + "b9002d3101ffc975fc" // counts down from 20 million
          + "66baf400b02aeef4ebfd" // out 0xf4, 0x2a; hlt, for ever
          + "660f1f440000" // up to a multiple of 8: the descriptor table
          + "0000000000000000"
          + "00000000009a2000" // 64-bit code
          + "0f00787c0000"; // the table's length and place

  private static final String I386 =
      "fa31c08ed88ec08ed0bc0070" // as above
          + "bf0010b90008fcf3ab" // clears 0x1000 to 0x1fff for the page directory
          + "c70600108300" // one 4 MiB page at 0, read and write
          + "66b8001000000f22d8" // cr3 = 0x1000
          + "66b8100000000f22e0" // cr4 = PSE
          + "0f20c0660d010000800f22c0" // cr0 |= PG | PE
          + "0f0116687cea437c0800" // lgdt [0x7c68]; jump to the 32-bit segment
          + "b9002d31014975fd" // counts down from 20 million
          + "66baf400b02aeef4ebfd" // out 0xf4, 0x2a; hlt, for ever
          + "8d7600" // up to a multiple of 8: the descriptor table
          + "0000000000000000"
          + "ffff0000009acf00" // 32-bit code, all 4 GiB
          + "0f00587c0000"; // the table's length and place

  /** movz w0, #8; movk w0, #0x8400, lsl 16 (PSCI SYSTEM_OFF); hvc #0; wfi; b -1. */
  private static final String ARM64 =
      "00018052" + "0080b072" + "020000d4" + "7f2003d5" + "ffffff17";

  private ProbeGuest() {}

  /** Writes the guest to a new file in a folder. */
  static Path write(Architecture architecture, Path folder) throws IOException {
    String hex =
        switch (architecture) {
          case AMD64 -> AMD64;
          case I386 -> I386;
          case ARM64 -> ARM64;
        };
    byte[] code = HexFormat.of().parseHex(hex);
    byte[] image = Arrays.copyOf(code, SIZE);
    if (architecture.isPc()) {
      image[510] = 0x55;
      image[511] = (byte) 0xaa;
    }
    return Files.write(folder.resolve("guest.img"), image);
  }

  /** The arguments that make QEMU run it. */
  static List<String> arguments(Architecture architecture, Path guest) {
    if (architecture.isPc()) {
      return List.of(
          "-drive",
          "if=virtio,format=raw,file=" + guest.toAbsolutePath().toString().replace(",", ",,"),
          "-device",
          "isa-debug-exit,iobase=0xf4,iosize=1");
    }
    return List.of("-machine", "virt", "-bios", guest.toAbsolutePath().toString());
  }

  /** The exit status of a QEMU whose guest came to its end. */
  static int expectedStatus(Architecture architecture) {
    // isa-debug-exit ends QEMU with (value << 1) | 1.
    return architecture.isPc() ? (0x2a << 1) | 1 : 0;
  }
}
