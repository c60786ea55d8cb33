package dev.slipway.cloud.libvirt;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.qemu.Acceleration;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.disk.DiskFormat;
import java.nio.file.Path;

/**
 * The XML of a domain (libvirt, Domain XML format). In today's libvirt a CD cannot be on the virtio
 * bus, and Debian's cloud kernel has no driver for a SATA one: the context is a read-only virtio
 * disk or a CD on virtio-scsi.
 */
final class DomainXml {
  private final Xml xml = new Xml("domain");
  private final LibvirtSpec spec;

  private DomainXml(LibvirtSpec spec) {
    this.spec = spec;
  }

  static String of(LibvirtSpec spec, DiskFormat format, Acceleration acceleration) {
    DomainXml domain = new DomainXml(spec);
    domain.machine(acceleration);
    domain.xml.open("devices");
    domain.xml.text(
        "emulator",
        spec.emulator()
            .map(Path::toString)
            .orElseGet(() -> "/usr/bin/" + spec.architecture().qemuProgram()));
    domain.disk(format);
    domain.context();
    domain.network();
    domain.consoles();
    domain.xml.close();
    return domain.xml.print();
  }

  private void machine(Acceleration acceleration) {
    xml.attribute("type", acceleration.libvirtType());
    xml.text("name", spec.name());
    spec.uuid().ifPresent(uuid -> xml.text("uuid", uuid.toString()));
    xml.open("memory").attribute("unit", "MiB").content(Integer.toString(spec.memoryMiB())).close();
    xml.text("vcpu", Integer.toString(spec.vcpus()));
    xml.open("os");
    if (spec.firmware() == Firmware.UEFI) {
      xml.attribute("firmware", "efi");
    }
    xml.open("type").attribute("arch", spec.architecture().libvirtName());
    xml.attribute("machine", spec.architecture() == Architecture.ARM64 ? "virt" : "q35");
    xml.content("hvm").close();
    xml.empty("boot", "dev", "hd").close();
    // Without ACPI a guest does not hear its power button.
    xml.open("features").empty("acpi").close();
    xml.empty("cpu", "mode", acceleration == Acceleration.KVM ? "host-passthrough" : "maximum");
    xml.empty("clock", "offset", "utc");
    xml.text("on_poweroff", "destroy");
    xml.text("on_reboot", "restart");
    xml.text("on_crash", "destroy");
  }

  private void disk(DiskFormat format) {
    xml.open("disk").attribute("type", "file").attribute("device", "disk");
    xml.empty("driver", "name", "qemu", "type", format.driver());
    xml.empty("source", "file", spec.disk().toString());
    xml.empty("target", "dev", "vda", "bus", "virtio").close();
  }

  private void context() {
    if (spec.context().isEmpty()) {
      return;
    }
    Path iso = spec.context().get();
    boolean scsi = spec.contextBus() == Drive.Bus.SCSI_CDROM;
    if (scsi) {
      xml.empty("controller", "type", "scsi", "index", "0", "model", "virtio-scsi");
    }
    xml.open("disk").attribute("type", "file").attribute("device", scsi ? "cdrom" : "disk");
    xml.empty("driver", "name", "qemu", "type", "raw");
    xml.empty("source", "file", iso.toString());
    xml.empty("target", "dev", scsi ? "sda" : "vdb", "bus", scsi ? "scsi" : "virtio");
    xml.empty("readonly").close();
  }

  private void network() {
    xml.open("interface").attribute("type", "bridge");
    xml.empty("mac", "address", spec.mac().text());
    xml.empty("source", "bridge", spec.bridge());
    xml.empty("model", "type", "virtio").close();
  }

  private void consoles() {
    xml.open("serial").attribute("type", "pty").empty("target", "port", "0").close();
    xml.open("console").attribute("type", "pty");
    xml.empty("target", "type", "serial", "port", "0").close();
    xml.open("rng").attribute("model", "virtio");
    xml.open("backend").attribute("model", "random").content("/dev/urandom").close().close();
  }
}
