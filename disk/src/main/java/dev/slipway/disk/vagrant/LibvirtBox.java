package dev.slipway.disk.vagrant;

import dev.slipway.disk.archive.Spool;
import dev.slipway.disk.archive.TarWriter;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import dev.slipway.disk.wrap.Wrapped;
import dev.slipway.disk.wrap.Wrapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A box for vagrant-libvirt, not compressed yet: metadata, a Vagrantfile, and the disk as a qcow2
 * image of the name that the provider looks for.
 *
 * @param qcow2 how the disk is written
 * @param architecture as Vagrant says it: amd64, i386, arm64
 * @param efi whether machines start with UEFI
 * @param time of the files' last change
 * @param scratch a folder for a temporary file
 */
public record LibvirtBox(
    Encoding qcow2, String architecture, boolean efi, Instant time, Path scratch)
    implements Encoding {
  private static final long GIB = 1L << 30;

  /** The box as Vagrant wants it, in gzip. */
  public static Encoding compressed(LibvirtBox box, int level) {
    return new Wrapped(box, Wrapping.GZIP, level, "box.tar", box.time, box.scratch);
  }

  @Override
  public Optional<Packing> packing() {
    return qcow2.packing();
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    Spool spool = Spool.start(qcow2, shape, scratch);
    return new Encoder() {
      @Override
      public void chunk(Chunk chunk) throws IOException {
        spool.chunk(chunk);
      }

      @Override
      public void finish() throws IOException {
        try (spool) {
          spool.finish();
          write(shape.size(), spool, output);
        }
      }

      @Override
      public void close() throws IOException {
        spool.close();
      }
    };
  }

  private void write(long size, Spool disk, Output output) throws IOException {
    TarWriter tar = new TarWriter(output, time);
    tar.file("metadata.json", metadata(size).getBytes(StandardCharsets.UTF_8));
    tar.file("Vagrantfile", vagrantfile().getBytes(StandardCharsets.UTF_8));
    tar.begin("box.img", 0644, 0, disk.size());
    disk.copyTo(output);
    tar.endFile();
    tar.end();
  }

  /** The size in whole GiB, rounded up: a smaller one would cut the disk. */
  private String metadata(long size) {
    return """
    {
      "provider": "libvirt",
      "architecture": "%s",
      "format": "qcow2",
      "virtual_size": %d
    }
    """
        .formatted(architecture, Math.max(1, (size + GIB - 1) / GIB));
  }

  private String vagrantfile() {
    return """
    Vagrant.configure("2") do |config|
      config.vm.provider :libvirt do |libvirt|
        libvirt.driver = "kvm"
    %s  end
    end
    """
        .formatted(efi ? "    libvirt.loader = \"/usr/share/OVMF/OVMF_CODE.fd\"\n" : "");
  }
}
