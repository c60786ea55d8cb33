package dev.slipway.disk.target;

import dev.slipway.disk.containerdisk.ContainerDiskEncoding;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.gce.GceEncoding;
import dev.slipway.disk.ova.Machine;
import dev.slipway.disk.ova.OvaDisk;
import dev.slipway.disk.ova.OvaEncoding;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.vagrant.LibvirtBox;
import dev.slipway.disk.vagrant.VirtualBoxBox;
import dev.slipway.disk.vmdk.VmdkStreamEncoding;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Targets whose files are archives with a disk in them. */
record ArchiveTargets(Settings settings, Path scratch) {
  private static final Set<Firmware> ANY = Set.of(Firmware.BIOS, Firmware.UEFI);
  private static final long GIB = 1L << 30;
  private static final long TIB = 1L << 40;
  private static final long VMDK_LARGEST = 2 * TIB - 512;

  List<Target> all() {
    return List.of(ova(), vagrantLibvirt(), vagrantVirtualbox(), gce(), containerdisk(), ec2());
  }

  private Machine machine(Subject subject) {
    Machine.Firmware firmware =
        subject.firmware() == Firmware.UEFI ? Machine.Firmware.EFI : Machine.Firmware.BIOS;
    return Machine.of(plain(subject.name()), firmware).with(settings.cpus(), settings.memoryMiB());
  }

  /** What may stand in names of files and machines everywhere. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    return plain.isEmpty() ? "disk" : plain.substring(0, Math.min(60, plain.length()));
  }

  private OvaDisk vmdk() {
    return OvaDisk.vmdk(new VmdkStreamEncoding(settings.level()));
  }

  private Target ova() {
    OvaEncoding.Digest digest =
        settings.sha1() ? OvaEncoding.Digest.SHA1 : OvaEncoding.Digest.SHA256;
    return new Target(
        "ova",
        "vmware",
        ".ova",
        "VMware vSphere, Workstation; VirtualBox",
        new Limits(512, VMDK_LARGEST, ANY, "scsi (LSI Logic)"),
        (subject, _) ->
            new OvaEncoding(
                machine(subject), vmdk(), settings.ovf2(), digest, subject.time(), scratch));
  }

  private Target vagrantLibvirt() {
    Qcow2Options options = Qcow2Options.of(settings.compression()).withVersion(3);
    return new Target(
        "vagrant-libvirt",
        "libvirt",
        "-libvirt.box",
        "Vagrant with libvirt",
        new Limits(512, 1L << 60, ANY, "virtio"),
        (subject, _) ->
            LibvirtBox.compressed(
                new LibvirtBox(
                    new Qcow2Encoding(options),
                    subject.architecture(),
                    subject.firmware() == Firmware.UEFI,
                    subject.time(),
                    scratch),
                1));
  }

  private Target vagrantVirtualbox() {
    return new Target(
        "vagrant-virtualbox",
        "virtualbox",
        "-virtualbox.box",
        "Vagrant with VirtualBox",
        new Limits(512, VMDK_LARGEST, ANY, "scsi (LSI Logic)"),
        (subject, _) ->
            new VirtualBoxBox(
                machine(subject), vmdk(), subject.architecture(), subject.time(), scratch));
  }

  private Target gce() {
    return new Target(
        "gce",
        "gce",
        "-gce.tar.gz",
        "Google Compute Engine",
        new Limits(GIB, 10 * TIB, ANY, "scsi, nvme"),
        (subject, _) -> new GceEncoding(settings.level(), subject.time()));
  }

  private Target containerdisk() {
    Encoding disk = new Qcow2Encoding(Qcow2Options.of(settings.compression()));
    return new Target(
        "containerdisk",
        "kubevirt",
        "-containerdisk.tar",
        "KubeVirt, as an OCI image for a registry",
        new Limits(512, 1L << 60, ANY, "virtio, scsi, sata"),
        (subject, _) ->
            new ContainerDiskEncoding(
                disk,
                plain(subject.name()) + ".qcow2",
                subject.architecture().equals("i386") ? "386" : subject.architecture(),
                subject.version().isEmpty() ? "latest" : plain(subject.version()),
                subject.time(),
                scratch));
  }

  private Target ec2() {
    return new Target(
        "ec2",
        "ec2",
        "-ec2.vmdk",
        "Amazon EC2: import-image, import-snapshot",
        new Limits(512, 16 * TIB, ANY, "nvme, xvd"),
        (_, _) -> new VmdkStreamEncoding(settings.level()));
  }
}
