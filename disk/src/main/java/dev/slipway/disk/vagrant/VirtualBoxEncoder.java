package dev.slipway.disk.vagrant;

import dev.slipway.disk.archive.InnerOutput;
import dev.slipway.disk.archive.Spool;
import dev.slipway.disk.archive.TarWriter;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import dev.slipway.disk.ova.Machine.Firmware;
import dev.slipway.disk.ova.OvfDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Leaves room for the descriptor and the disk's header, and fills it when the disk is there. */
final class VirtualBoxEncoder implements Encoder {
  private final Output output;
  private final TarWriter tar;
  private final OvfDescriptor descriptor;
  private final String diskName;
  private final long descriptorAt;
  private final long headerAt;
  private final InnerOutput inner;
  private final Encoder encoder;

  VirtualBoxEncoder(VirtualBoxBox box, Shape shape, Output output) throws IOException {
    this.output = output;
    this.tar = new TarWriter(output, box.time());
    this.diskName = "box-disk001." + box.disk().extension();
    this.descriptor =
        new OvfDescriptor(
            box.machine(),
            diskName,
            box.disk().format(),
            shape.size(),
            Math.min(shape.size(), (long) shape.map().count() * shape.chunkSize()),
            false);
    tar.file("metadata.json", bytes(metadata(box.architecture())));
    tar.file("Vagrantfile", bytes(vagrantfile(box.machine().firmware() == Firmware.EFI)));
    int slot = descriptor.bytes(0).length;
    tar.begin("box.ovf", 0644, 0, slot);
    this.descriptorAt = output.position();
    output.skip(slot);
    tar.endFile();
    this.headerAt = tar.reserve();
    this.inner = new InnerOutput(output, "SHA-256");
    this.encoder = Spool.inOrder(box.disk().encoding(), shape, inner, box.scratch());
  }

  private static String metadata(String architecture) {
    return """
    {
      "provider": "virtualbox",
      "architecture": "%s"
    }
    """
        .formatted(architecture);
  }

  private static String vagrantfile(boolean efi) {
    return """
    Vagrant.configure("2") do |config|
      config.vm.provider :virtualbox do |virtualbox|
        virtualbox.customize ["modifyvm", :id, "--firmware", "%s"]
      end
    end
    """
        .formatted(efi ? "efi" : "bios");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    encoder.chunk(chunk);
  }

  @Override
  public void finish() throws IOException {
    encoder.finish();
    long size = inner.position();
    tar.endFile();
    tar.end();
    output.patch(descriptorAt, descriptor.bytes(size));
    tar.patch(headerAt, diskName, size);
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }
}
