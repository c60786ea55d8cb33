package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Firmware;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files in the root file system that say how it is booted and mounted. */
final class BootFiles {
  private final Definition definition;
  private final Architecture architecture;
  private final DiskLayout layout;

  BootFiles(Definition definition, Architecture architecture, DiskLayout layout) {
    this.definition = definition;
    this.architecture = architecture;
    this.layout = layout;
  }

  void putInto(Directory root, SealTree files) throws IOException {
    files.put("boot/grub/grub.cfg", grubConfiguration(root), 0644);
    boolean own = root.find("etc/fstab").orElse(null) instanceof RegularFile f && !isComment(f);
    if (!own) {
      files.put("etc/fstab", fstab(), 0644);
    }
    if (layout.firmwares().contains(Firmware.UEFI)) {
      root.directory("boot/efi", root.metadata().withMode(0755));
    }
  }

  /** Debian's base-files brings an fstab with a comment only. */
  private static boolean isComment(RegularFile fstab) throws IOException {
    if (fstab.content().size() > 1024) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) fstab.content().size());
    try (ReadableByteChannel channel = fstab.content().open()) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    }
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    return text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"));
  }

  private String grubConfiguration(Directory root) throws BuildException {
    String kernel = current(root, "vmlinuz");
    String initrd = current(root, "initrd.img");
    List<String> arguments = new ArrayList<>();
    arguments.add("root=UUID=" + layout.rootId());
    arguments.add("ro");
    if (definition.kernel().arguments().stream().noneMatch(a -> a.startsWith("console="))) {
      arguments.add("console=tty0");
      arguments.add(
          architecture == Architecture.ARM64 ? "console=ttyAMA0" : "console=ttyS0,115200");
    }
    arguments.addAll(definition.kernel().arguments());
    return """
    # Written when the image was made. The names below are links that the kernel's package
    # keeps at its newest version.
    set timeout=0
    set default=0
    %smenuentry "%s" {
        linux %s %s
        initrd %s
    }
    """
        .formatted(
            architecture == Architecture.ARM64
                ? ""
                : "serial --unit=0 --speed=115200\nterminal_input serial console\nterminal_output serial console\n",
            definition.imageName(),
            kernel,
            String.join(" ", arguments),
            initrd);
  }

  /** The link at the root that Debian keeps at the newest kernel, else the newest file in /boot. */
  private static String current(Directory root, String name) throws BuildException {
    if (root.find(name).orElse(null) instanceof Symlink link
        && root.find(link.target()).isPresent()) {
      return "/" + name;
    }
    if (root.find("boot").orElse(null) instanceof Directory boot) {
      for (String file : boot.children().descendingKeySet()) {
        if (file.startsWith(name + "-")) {
          return "/boot/" + file;
        }
      }
    }
    throw new BuildException(
        BuildException.Code.DISK,
        "the image has no /boot/"
            + name
            + "-…, so it cannot boot; a script may have removed the kernel, or `kernel: none` stands"
            + " in the definition");
  }

  private String fstab() {
    StringBuilder text = new StringBuilder();
    text.append("UUID=%s / ext4 errors=remount-ro 0 1\n".formatted(layout.rootId()));
    if (layout.firmwares().contains(Firmware.UEFI)) {
      text.append("UUID=%s /boot/efi vfat umask=0077,nofail 0 2\n".formatted(layout.espUuid()));
    }
    if (definition.disk().swap().isPresent()) {
      text.append("UUID=%s none swap sw 0 0\n".formatted(layout.swapId()));
    }
    return text.toString();
  }
}
