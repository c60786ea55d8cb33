package dev.slipway.disk.target;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.wrap.Wrapped;
import dev.slipway.disk.wrap.Wrapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** All targets there are. */
public final class Targets {
  private static final Set<Firmware> ANY = Set.of(Firmware.BIOS, Firmware.UEFI);

  private final Path scratch;
  private final List<Target> all;

  /**
   * Made as users chose.
   *
   * @param scratch a folder for temporary files, which some archives need
   */
  public Targets(Settings settings, Path scratch) {
    this.scratch = scratch;
    List<Target> targets = new ArrayList<>();
    targets.add(raw());
    targets.add(qcow2(settings));
    targets.add(VhdTargets.hyperv());
    targets.add(VhdTargets.azure());
    targets.add(VhdTargets.xen());
    targets.addAll(VhdxTargets.all());
    targets.add(VmdkTargets.sparse());
    targets.add(VmdkTargets.stream(settings.level()));
    targets.add(VmdkTargets.flat());
    targets.addAll(VdiTargets.all());
    targets.addAll(new ArchiveTargets(settings, scratch).all());
    all = List.copyOf(targets);
  }

  private static Target raw() {
    return new Target(
        "raw",
        "raw",
        ".raw",
        "any machine with dd; QEMU, Xen, OpenStack",
        new Limits(1, Long.MAX_VALUE, ANY, "any"),
        (_, _) -> new RawEncoding());
  }

  private static Target qcow2(Settings settings) {
    Qcow2Options options =
        Qcow2Options.of(settings.compression()).withVersion(settings.qcow2Version());
    return new Target(
        "qcow2",
        "kvm",
        ".qcow2",
        "KVM: libvirt, OpenStack, Proxmox, CloudStack",
        new Limits(512, 1L << 60, ANY, "virtio, scsi, sata"),
        (_, _) -> new Qcow2Encoding(options));
  }

  /** In the order in which people are shown them. */
  public List<Target> all() {
    return all;
  }

  /**
   * The target of a name; one with an ending such as {@code .xz} after it is compressed as a whole.
   *
   * @throws DiskException where there is none, with those that there are
   */
  public Target named(String wanted) throws DiskException {
    String name = wanted.toLowerCase(Locale.ROOT).strip();
    for (Wrapping each : Wrapping.values()) {
      String ending = "." + each.ending();
      if (name.endsWith(ending)) {
        return wrapped(named(name.substring(0, name.length() - ending.length())), each);
      }
    }
    for (Target each : all) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new DiskException(
        "there is no target '%s'; there are %s"
            .formatted(wanted, all.stream().map(Target::name).collect(Collectors.joining(", "))));
  }

  private Target wrapped(Target target, Wrapping wrapping) throws DiskException {
    if (target.extent().isPresent()) {
      throw new DiskException(
          target.name() + " is two files, which cannot be compressed as one; use vmdk-stream");
    }
    String ending = "." + wrapping.ending();
    return new Target(
        target.name() + ending,
        target.hypervisor(),
        target.ending() + ending,
        target.purpose(),
        target.limits(),
        (subject, file) ->
            new Wrapped(
                target.recipe().encoding(subject, file),
                wrapping,
                wrapping.usual(),
                subject.name() + target.ending(),
                subject.time(),
                scratch));
  }

  /**
   * The target that a file's name says.
   *
   * @throws DiskException where it says none
   */
  public Target ofFile(Path file) throws DiskException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (Wrapping each : Wrapping.values()) {
      String ending = "." + each.ending();
      if (name.endsWith(ending) && !name.endsWith(".tar.gz")) {
        String inner = name.substring(0, name.length() - ending.length());
        return wrapped(ofFile(Path.of(inner)), each);
      }
    }
    for (Target each : all) {
      if (name.endsWith(each.ending()) || name.endsWith("." + each.name())) {
        return each;
      }
    }
    if (name.endsWith(".img")) {
      return named("raw");
    }
    if (name.endsWith(".vhd")) {
      return named("vhd-hyperv");
    }
    throw new DiskException(
        "%s does not say what it is to be; name it %s, or say --to"
            .formatted(
                file,
                all.stream().map(Target::ending).distinct().collect(Collectors.joining(", "))));
  }
}
