package dev.slipway.disk.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Details;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.ova.Machine;
import dev.slipway.disk.ova.Machine.Firmware;
import dev.slipway.disk.ova.OvaDisk;
import dev.slipway.disk.ova.OvaEncoding;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import dev.slipway.disk.vagrant.LibvirtBox;
import dev.slipway.disk.vmdk.VmdkStreamEncoding;
import dev.slipway.disk.wrap.Wrapped;
import dev.slipway.disk.wrap.Wrapping;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArchiveDetailsTest {
  @TempDir Path folder;
  private Path raw = Path.of("");

  @BeforeEach
  void make() throws Exception {
    raw = TestDisks.raw(folder.resolve("a.raw"), 3 << 20, 2, 1);
  }

  @Test
  void anOvaSaysWhichDiskItHasAndWhatThatIs() throws Exception {
    Path ova = folder.resolve("a.ova");
    OvaDisk disk = OvaDisk.vmdk(new VmdkStreamEncoding(6));
    Machine machine = Machine.of("web", Firmware.EFI);
    TestDisks.write(raw, ova, new OvaEncoding(machine, disk, TestDisks.TIME, folder));
    assertThat(Details.of(ova))
        .startsWith(
            "disk: web-disk1.vmdk",
            "disk format: vmdk",
            "type: streamOptimized",
            "version: 3",
            "grain size: 65536",
            "compression: deflate")
        .hasSize(7);
  }

  @Test
  void aCompressedBoxSaysBoth() throws Exception {
    Path box = folder.resolve("a.box");
    Qcow2Encoding qcow2 = new Qcow2Encoding(Qcow2Options.of(Compression.ZLIB));
    LibvirtBox libvirt = new LibvirtBox(qcow2, "amd64", true, TestDisks.TIME, folder);
    TestDisks.write(raw, box, LibvirtBox.compressed(libvirt, 6));
    assertThat(Details.of(box))
        .containsExactly("compressed by: [gzip]", "disk: box.img", "disk format: qcow2");
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void aCompressedFileSaysByWhat(Wrapping wrapping) throws Exception {
    Path packed = folder.resolve("a.packed");
    TestDisks.write(
        raw, packed, new Wrapped(new RawEncoding(), wrapping, 1, "a.raw", TestDisks.TIME, folder));
    String name = wrapping.name().toLowerCase(Locale.ROOT);
    assertThat(Details.of(packed))
        .containsExactly("compressed by: [" + name + "]", "disk format: raw");
  }

  @Test
  void whatOthersPackedTwiceIsSaidFromTheOutermostOn() throws Exception {
    Path vdi = folder.resolve("q.vdi");
    Oracle.approve("qemu-img", "create", "-q", "-f", "vdi", vdi, "3M");
    Oracle.approve("xz", vdi);
    Path tar = folder.resolve("a.tar.gz");
    Oracle.approve("tar", "-C", folder, "-czf", tar, "q.vdi.xz");
    assertThat(Details.of(tar))
        .startsWith(
            "compressed by: [gzip, xz]", "disk: q.vdi.xz", "disk format: vdi", "type: dynamic");
  }

  @Test
  void severalDisksAreNamedByTheRefusal() throws Exception {
    Oracle.approve("cp", raw, folder.resolve("b.raw"));
    Path tar = folder.resolve("a.tar");
    Oracle.approve("tar", "-C", folder, "-cf", tar, "a.raw", "b.raw");
    assertThatThrownBy(() -> Disks.info(tar))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("several disks in it, so that its disk is not clear: a.raw, b.raw");
  }
}
