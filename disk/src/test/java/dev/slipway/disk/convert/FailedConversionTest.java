package dev.slipway.disk.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Extent;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.containerdisk.ContainerDiskEncoding;
import dev.slipway.disk.ova.Machine;
import dev.slipway.disk.ova.Machine.Firmware;
import dev.slipway.disk.ova.OvaDisk;
import dev.slipway.disk.ova.OvaEncoding;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.vagrant.LibvirtBox;
import dev.slipway.disk.vagrant.VirtualBoxBox;
import dev.slipway.disk.wrap.Wrapped;
import dev.slipway.disk.wrap.Wrapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encodings that write to temporary files give them back when the disk can't be read. */
final class FailedConversionTest {
  private static final int SIZE = 40 << 20;

  @TempDir private Path folder;
  @TempDir private Path scratch;

  private List<Destination> destinations() {
    Encoding qcow2 = new Qcow2Encoding(Qcow2Options.of(Compression.ZLIB));
    OvaDisk disk = new OvaDisk(qcow2, "qcow2", "urn:example:qcow2");
    Machine machine = Machine.of("web", Firmware.BIOS);
    LibvirtBox box = new LibvirtBox(qcow2, "amd64", false, TestDisks.TIME, scratch);
    List<Encoding> encodings =
        List.of(
            new OvaEncoding(machine, disk, TestDisks.TIME, scratch),
            new VirtualBoxBox(machine, disk, "amd64", TestDisks.TIME, scratch),
            LibvirtBox.compressed(box, 1),
            new ContainerDiskEncoding(qcow2, "disk.qcow2", "amd64", "web", TestDisks.TIME, scratch),
            new Wrapped(qcow2, Wrapping.ZSTD, 1, "disk.qcow2", TestDisks.TIME, scratch));
    List<Destination> destinations = new ArrayList<>();
    for (Encoding each : encodings) {
      destinations.add(new Destination(folder.resolve("b" + destinations.size()), each));
    }
    return destinations;
  }

  @Test
  void temporaryFilesAreGivenBack() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), SIZE, 60, 3);
    List<Destination> destinations = destinations();
    try (Disk disk = new Failing(Disks.open(raw), destinations.size())) {
      assertThatThrownBy(() ->
              new Conversion(Conversion.CHUNK, 2, List.of(), false)
                  .run(disk, destinations, _ -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a bad sector");
    }
    assertThat(open()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(raw);
    }
  }

  /** Which files this process has open there, those without a name too. */
  private List<String> open() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : descriptors.toList()) {
        try {
          String file = Files.readSymbolicLink(each).toString();
          if (file.startsWith(scratch.toRealPath().toString())) {
            open.add(file);
          }
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    return open;
  }

  /** Can't be read from the middle on, once there are all temporary files. */
  private final class Failing implements Disk {
    private final Disk disk;
    private final int files;

    Failing(Disk disk, int files) {
      this.disk = disk;
      this.files = files;
    }

    @Override
    public long size() {
      return disk.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
      // No further than a few slabs is read before all files are begun.
      if (position > SIZE / 2 && open().size() == files) {
        throw new IOException("a bad sector");
      }
      disk.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
      disk.write(position, source);
    }

    @Override
    public Extent nextExtent(long from, long to) throws IOException {
      return disk.nextExtent(from, to);
    }

    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
