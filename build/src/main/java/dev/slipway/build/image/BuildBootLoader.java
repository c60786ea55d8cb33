package dev.slipway.build.image;

import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.build.sandbox.Sandbox;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Firmware;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes GRUB's images for an image's firmwares, with the GRUB of the image's own suite: its program
 * runs over the installed packages, in a layer that goes afterwards.
 */
final class BuildBootLoader implements Step {
  private static final List<String> MODULES =
      List.of(
          "part_gpt",
          "part_msdos",
          "ext2",
          "search",
          "search_fs_uuid",
          "normal",
          "configfile",
          "linux",
          "serial",
          "terminal",
          "echo",
          "test",
          "minicmd");

  private final FetchPackages tools;
  private final InstallPackages installed;
  private final List<Path> debs;
  private final Architecture architecture;
  private final Set<Firmware> firmwares;
  private final UUID root;
  private final Fingerprint fingerprint;

  /**
   * A boot loader.
   *
   * @param debs the files of the packages that have GRUB
   * @param root the UUID of the root file system, where GRUB's configuration is
   */
  BuildBootLoader(
      FetchPackages tools,
      InstallPackages installed,
      List<Path> debs,
      Architecture architecture,
      Set<Firmware> firmwares,
      UUID root) {
    this.tools = tools;
    this.installed = installed;
    this.debs = List.copyOf(debs);
    this.architecture = architecture;
    this.firmwares = Set.copyOf(firmwares);
    this.root = root;
    this.fingerprint =
        Fingerprint.of("boot loader")
            .add("code", CodeVersion.of(BuildBootLoader.class, Sandbox.class))
            .add("packages", tools.fingerprint().id())
            .add("below", installed.fingerprint().id())
            .add("firmwares", firmwares.stream().sorted().toList().toString())
            .add("root", root.toString())
            .build();
  }

  @Override
  public String name() {
    return "boot loader";
  }

  @Override
  public String title() {
    return "Make the boot loader for "
        + String.join(" and ", firmwares.stream().sorted().map(f -> f.name()).toList());
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<Step> needs() {
    return List.of(tools, installed);
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    Path changes = Files.createDirectory(work.scratch().resolve("changes"));
    for (Path deb : debs) {
      // Only below a name of their own, so that nothing of the tree's own is hidden.
      Path grub = Files.createDirectories(changes.resolve("slipway-grub"));
      Command.of("dpkg-deb", "--extract", deb.toString(), grub.toString()).run();
    }
    Path grub = changes.resolve("slipway-grub");
    Files.writeString(
        grub.resolve("early.cfg"),
        """
        search --fs-uuid --set=root %s
        set prefix=($root)/boot/grub
        configfile $prefix/grub.cfg
        """
            .formatted(root));
    Sandbox sandbox =
        Sandbox.over(List.of(Layers.tree(work.of(installed))), changes, work.scratch());
    for (Firmware firmware : firmwares) {
      image(sandbox, grub, firmware, work);
    }
  }

  private void image(Sandbox sandbox, Path grub, Firmware firmware, Work work)
      throws IOException, InterruptedException {
    String format = format(firmware);
    String folder = "/slipway-grub/usr/lib/grub/" + format;
    List<String> line =
        new ArrayList<>(
            List.of(
                "/slipway-grub/usr/bin/grub-mkimage",
                "--format=" + format,
                "--directory=" + folder,
                "--prefix=/boot/grub",
                "--config=/slipway-grub/early.cfg",
                "--output=/slipway-grub/" + format + ".img"));
    if (firmware == Firmware.BIOS) {
      line.add("biosdisk");
    } else {
      line.addAll(List.of("fat", "efi_gop", "all_video"));
    }
    line.addAll(MODULES);
    sandbox
        .command(line.toArray(String[]::new))
        .env("LD_LIBRARY_PATH", libraries(grub))
        .onLine(work::output)
        .run();
    Files.copy(grub.resolve(format + ".img"), work.result().resolve(fileFor(firmware)));
    if (firmware == Firmware.BIOS) {
      Files.copy(grub.resolve("usr/lib/grub/i386-pc/boot.img"), work.result().resolve("boot.img"));
    }
  }

  /** The folders of the tools' own libraries, as the tree has them. */
  private static String libraries(Path grub) throws IOException {
    List<String> folders = new ArrayList<>();
    for (String each : List.of("lib", "usr/lib")) {
      if (Files.isDirectory(grub.resolve(each))) {
        try (Stream<Path> below = Files.list(grub.resolve(each))) {
          below
              .filter(f -> f.getFileName().toString().endsWith("-linux-gnu"))
              .forEach(f -> folders.add("/slipway-grub/" + grub.relativize(f)));
        }
      }
    }
    return String.join(":", folders);
  }

  /** GRUB's image for a firmware, in this step's result. */
  static String fileFor(Firmware firmware) {
    return firmware == Firmware.BIOS ? "core.img" : "boot.efi";
  }

  private String format(Firmware firmware) {
    if (firmware == Firmware.BIOS) {
      return "i386-pc";
    }
    return switch (architecture) {
      case AMD64 -> "x86_64-efi";
      case I386 -> "i386-efi";
      case ARM64 -> "arm64-efi";
    };
  }
}
