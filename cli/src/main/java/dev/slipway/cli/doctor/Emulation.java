package dev.slipway.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the kernel runs programs of other architectures through QEMU. */
final class Emulation {
  private static final String REGISTERED = "/proc/sys/fs/binfmt_misc/qemu-aarch64";

  private Emulation() {}

  static Finding ofArm64(Host host) throws IOException, InterruptedException {
    if (System.getProperty("os.arch", "").equals("aarch64")) {
      return Finding.there("");
    }
    Finding program = host.program("qemu-aarch64-static", "--version");
    if (!program.there()) {
      return program;
    }
    Path entry = host.file(REGISTERED);
    if (!Files.isReadable(entry)) {
      return Finding.wrong(
          "the kernel does not know qemu-aarch64-static; register it:"
              + " sudo systemctl restart systemd-binfmt");
    }
    List<String> lines = Files.readAllLines(entry);
    // Without F, the kernel looks for the program in the image's tree, where it is not.
    boolean whole =
        lines.contains("enabled")
            && lines.stream().anyMatch(l -> l.startsWith("flags:") && l.contains("F"));
    return whole
        ? program
        : Finding.wrong(REGISTERED + " is disabled or lacks flag F; reinstall qemu-user-static");
  }
}
