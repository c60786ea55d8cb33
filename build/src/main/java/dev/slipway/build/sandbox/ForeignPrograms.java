package dev.slipway.build.sandbox;

import dev.slipway.build.BuildException;
import dev.slipway.definition.Architecture;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether this machine runs programs of an architecture, found out by trying: with the processor
 * itself or with QEMU, which the kernel has to start from outside of the image's tree.
 */
public final class ForeignPrograms {
  /** Where the program is in memory; more than the size of any page. */
  private static final int ADDRESS = 0x400000;

  private ForeignPrograms() {}

  /**
   * Checks.
   *
   * @param folder an empty folder for a small program
   * @throws BuildException where programs of this architecture cannot run here, with the remedy
   */
  public static void check(Architecture architecture, Path folder)
      throws IOException, InterruptedException {
    if (!run(architecture, folder)) {
      throw new BuildException(
          BuildException.Code.TOOL,
          architecture.debianName()
              + " programs cannot run here, and packages have some that run when they are"
              + " installed; install qemu-user-static, and see that the kernel knows it:"
              + " `systemctl restart systemd-binfmt` (for a container, on its host)");
    }
  }

  static boolean run(Architecture architecture, Path folder)
      throws IOException, InterruptedException {
    Path program = folder.resolve("program");
    Files.write(program, program(architecture));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    // In a root of its own, as packages' programs will run: QEMU is not in there.
    List<String> line = new ArrayList<>();
    if (!Files.getAttribute(program, "unix:uid").equals(0)) {
      line.addAll(List.of("unshare", "--user", "--map-root-user", "--"));
    }
    line.addAll(List.of("chroot", folder.toString(), "/program"));
    return Command.of(line).status() == 0;
  }

  /** A program in ELF that does nothing but end with status 0. */
  private static byte[] program(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> elf64(62, 0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05);
      case ARM64 -> elf64(183, 0xa8, 0x0b, 0x80, 0xd2, 0, 0, 0x80, 0xd2, 1, 0, 0, 0xd4);
      case I386 -> elf32(3, 0xb8, 1, 0, 0, 0, 0x31, 0xdb, 0xcd, 0x80);
    };
  }

  private static byte[] elf64(int machine, int... code) {
    int headers = 64 + 56;
    byte[] file = file(headers, code);
    ByteBuffer out = start(file, 2, machine);
    out.putLong(ADDRESS + headers).putLong(64).putLong(0);
    out.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    // One segment: the whole file, to be read and run.
    out.putInt(1).putInt(5).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
    out.putLong(file.length).putLong(file.length).putLong(0x10000);
    return file;
  }

  private static byte[] elf32(int machine, int... code) {
    int headers = 52 + 32;
    byte[] file = file(headers, code);
    ByteBuffer out = start(file, 1, machine);
    out.putInt(ADDRESS + headers).putInt(52).putInt(0);
    out.putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 1);
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    out.putInt(1).putInt(0).putInt(ADDRESS).putInt(ADDRESS);
    out.putInt(file.length).putInt(file.length).putInt(5).putInt(0x10000);
    return file;
  }

  private static byte[] file(int headers, int... code) {
    byte[] file = new byte[headers + code.length];
    for (int i = 0; i < code.length; i++) {
      file[headers + i] = (byte) code[i];
    }
    return file;
  }

  /** What both classes of ELF begin with. */
  private static ByteBuffer start(byte[] file, int elfClass, int machine) {
    ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) elfClass, 1, 1});
    out.position(16);
    return out.putShort((short) 2).putShort((short) machine).putInt(1);
  }
}
