package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import dev.slipway.build.debian.UnpackPackage.Unpacked;
import dev.slipway.build.sandbox.Sandbox;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Installs packages into an empty tree: unpacks them all, several at once, writes dpkg's records of
 * them, and has dpkg configure them inside the tree.
 *
 * @param architecture Debian's name of it
 * @param documentation whether manual pages, translations and documents are kept
 * @param time the image's own time, for whatever asks for the time while packages are configured
 */
public record Bootstrap(String architecture, boolean documentation, Instant time) {
  private static final List<String> MERGED = List.of("bin", "sbin", "lib");

  /** Storage that an image may find itself on; what this kernel does not have is passed over. */
  private static final String INITRAMFS_MODULES =
      """
      virtio_pci
      virtio_blk
      virtio_scsi
      sd_mod
      sr_mod
      ahci
      ata_piix
      nvme
      xen_blkfront
      hv_vmbus
      hv_storvsc
      vmw_pvscsi
      mptspi
      ext4
      crc32c
      crc32c_intel
      """;

  /**
   * Installs.
   *
   * @param debs the packages, complete with all that they depend on
   * @param tree an empty folder
   * @param scratch a folder for what the image will not contain
   * @param onLine takes the output of the packages' scripts
   * @param progress is told how many packages have been unpacked
   */
  public void run(
      List<Path> debs, Path tree, Path scratch, Consumer<String> onLine, IntConsumer progress)
      throws IOException, InterruptedException {
    skeleton(tree);
    List<Unpacked> all = unpack(debs, tree, progress);
    applyFolders(tree, all);
    List<Unpacked> left = all.stream().filter(Bootstrap::isForDpkg).toList();
    List<Unpacked> ours = all.stream().filter(u -> !isForDpkg(u)).toList();
    new DpkgDatabase(tree).write(ours);
    prepare(tree);
    configure(tree, scratch, ours, left, onLine);
  }

  /** dpkg unpacks what diverts others' files or brings a file that another package brings too. */
  private static boolean isForDpkg(Unpacked each) {
    return each.collided()
        || each.control().lines("preinst").stream().anyMatch(l -> l.contains("dpkg-divert"));
  }

  private static void skeleton(Path tree) throws IOException {
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String folder : MERGED) {
      Files.createDirectories(tree.resolve("usr").resolve(folder));
      Files.createSymbolicLink(tree.resolve(folder), Path.of("usr", folder));
    }
  }

  private List<Unpacked> unpack(List<Path> debs, Path tree, IntConsumer progress)
      throws IOException, InterruptedException {
    Confined confined = new Confined(tree);
    if (architecture.equals("amd64")) {
      Files.createDirectories(tree.resolve("usr/lib64"));
      Files.createSymbolicLink(tree.resolve("lib64"), Path.of("usr/lib64"));
    }
    ConcurrentHashMap<String, String> owners = new ConcurrentHashMap<>();
    List<Unpacked> all = java.util.Collections.synchronizedList(new ArrayList<>());
    // Largest first, so that none is left to be waited for at the end.
    List<Path> bySize = new ArrayList<>(debs);
    bySize.sort(Comparator.comparingLong((Path p) -> p.toFile().length()).reversed());
    InParallel.each(
        bySize,
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        deb -> {
          all.add(new UnpackPackage(confined, owners, documentation).unpack(deb));
          progress.accept(all.size());
        });
    List<Unpacked> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(u -> u.control().field("Package")));
    return sorted;
  }

  /** Owners and modes of folders, which several packages bring: base-files' word goes first. */
  private static void applyFolders(Path tree, List<Unpacked> all) throws IOException {
    Confined confined = new Confined(tree);
    Set<String> done = new HashSet<>();
    List<Unpacked> order = new ArrayList<>(all);
    order.sort(Comparator.comparing(u -> !u.control().field("Package").equals("base-files")));
    for (Unpacked each : order) {
      for (Map.Entry<String, TarArchiveEntry> folder : each.folders().entrySet()) {
        Path real = confined.folder(folder.getKey());
        if (done.add(real.toString())) {
          UnpackPackage.Metadata.set(real, folder.getValue());
        }
      }
    }
  }

  private static void prepare(Path tree) throws IOException {
    Path policy = tree.resolve("usr/sbin/policy-rc.d");
    Files.writeString(
        policy, "#!/bin/sh\n# No service starts while the image is made.\nexit 101\n");
    Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path initramfs = Files.createDirectories(tree.resolve("etc/initramfs-tools/conf.d"));
    Files.writeString(
        initramfs.resolve("slipway"),
        "# The modules are those in ../modules: made in a quarter of the time.\n"
            + "MODULES=list\nCOMPRESS=gzip\nCOMPRESSLEVEL=1\n");
    Files.writeString(tree.resolve("etc/initramfs-tools/modules"), INITRAMFS_MODULES);
  }

  private void configure(
      Path tree, Path scratch, List<Unpacked> ours, List<Unpacked> left, Consumer<String> onLine)
      throws IOException, InterruptedException {
    Path bring = Files.createDirectories(scratch.resolve("bring"));
    try (InputStream script =
        Objects.requireNonNull(Bootstrap.class.getResourceAsStream("configure"), "configure")) {
      Files.copy(script, bring.resolve("configure"));
    }
    Comparator<Unpacked> passwdFirst =
        Comparator.comparing(u -> !u.control().field("Package").equals("base-passwd"));
    Files.write(
        bring.resolve("preinst"),
        ours.stream()
            .filter(u -> u.control().files().containsKey("preinst"))
            .sorted(passwdFirst)
            .map(u -> u.control().qualifiedName())
            .toList());
    Files.write(
        bring.resolve("essential"),
        EssentialClosure.of(ours.stream().map(Unpacked::control).toList()).stream()
            .map(ControlTar::qualifiedName)
            .toList());
    List<String> leftFiles = new ArrayList<>();
    for (Unpacked each : left) {
      String name = each.control().field("Package") + ".deb";
      Files.copy(each.deb(), bring.resolve(name));
      leftFiles.add("/run/slipway/" + name);
    }
    Files.write(bring.resolve("left"), leftFiles);
    List<String> output = java.util.Collections.synchronizedList(new ArrayList<>());
    try {
      Sandbox.in(tree, scratch)
          .bringing(bring)
          .command("/bin/sh", "/run/slipway/configure")
          .env("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond()))
          .env("HOME", "/root")
          .onLine(line -> {
            output.add(line);
            onLine.accept(line);
          })
          .run();
    } catch (CommandFailed e) {
      throw new BuildException(
          BuildException.Code.PACKAGES,
          "the packages cannot be configured: " + String.join("\n  ", faults(output)),
          e);
    }
    Files.setLastModifiedTime(tree, FileTime.from(time));
  }

  private static List<String> faults(List<String> output) {
    List<String> tail = output.subList(Math.max(0, output.size() - 20), output.size());
    return Arrays.asList(tail.toArray(String[]::new));
  }
}
