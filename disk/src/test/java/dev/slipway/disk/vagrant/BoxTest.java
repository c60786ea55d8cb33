package dev.slipway.disk.vagrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TarReader;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.ova.Machine;
import dev.slipway.disk.ova.Machine.Firmware;
import dev.slipway.disk.ova.OvaDisk;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoxTest {
  @TempDir Path folder;

  @Test
  void aLibvirtBoxHasWhatTheProviderLooksFor() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), (1L << 30) + 512, 20, 1);
    Path box = folder.resolve("a.box");
    Qcow2Encoding qcow2 = new Qcow2Encoding(Qcow2Options.of(Compression.ZLIB));
    var encoding =
        LibvirtBox.compressed(new LibvirtBox(qcow2, "amd64", true, TestDisks.TIME, folder), 6);
    String digest = TestDisks.write(raw, box, encoding).sha256();
    assertThat(Oracle.approve("sha256sum", box)).startsWith(digest);
    Oracle.approve("gzip", "-t", box);
    assertThat(Oracle.approve("tar", "-tzf", box))
        .isEqualTo("metadata.json\nVagrantfile\nbox.img\n");
    Oracle.approve("tar", "-C", folder, "-xzf", box);
    String program =
        "import json,sys; j=json.load(open(sys.argv[1]));"
            + "print(j['provider'], j['format'], j['virtual_size'], j['architecture'])";
    assertThat(Oracle.approve("python3", "-c", program, folder.resolve("metadata.json")))
        .isEqualTo("libvirt qcow2 2 amd64\n");
    Oracle.approve("qemu-img", "check", folder.resolve("box.img"));
    Oracle.approve("qemu-img", "compare", "-f", "raw", raw, folder.resolve("box.img"));
    TestDisks.same(raw, box);
    assertThat(Disks.check(box).findings()).isEmpty();
  }

  @Test
  void aVirtualBoxBoxHasADescriptorAndItsDisk() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 5_000_000, 9, 1);
    Path box = folder.resolve("a.box");
    TestDisks.write(
        raw,
        box,
        new VirtualBoxBox(
            Machine.of("web", Firmware.EFI),
            new OvaDisk(new RawEncoding(), "img", "urn:example:raw"),
            "amd64",
            TestDisks.TIME,
            folder));
    assertThat(DiskFormat.probe(box)).isEqualTo(DiskFormat.BOX);
    assertThat(Oracle.approve("tar", "-tf", box))
        .isEqualTo("metadata.json\nVagrantfile\nbox.ovf\nbox-disk001.img\n");
    Oracle.approve("tar", "-C", folder, "-xf", box);
    Oracle.approve("xmllint", "--noout", folder.resolve("box.ovf"));
    Oracle.approve("python3", "-m", "json.tool", folder.resolve("metadata.json"));
    Oracle.approve("cmp", raw, folder.resolve("box-disk001.img"));
    TestDisks.same(raw, box);
    assertThat(Disks.check(box).findings()).isEmpty();
  }

  @Test
  void aCheckFindsDamageInTheDiskOfABox() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 5_000_000, 9, 1);
    Path box = folder.resolve("a.box");
    Qcow2Encoding qcow2 = new Qcow2Encoding(Qcow2Options.of(Compression.ZLIB));
    TestDisks.write(raw, box, new LibvirtBox(qcow2, "amd64", false, TestDisks.TIME, folder));
    long start;
    try (FileSource file = FileSource.open(box)) {
      start = TarReader.list(file).getLast().place(0);
    }
    try (RandomAccessFile file = new RandomAccessFile(box.toFile(), "rw")) {
      file.seek(start + 40); // The L1 table's place in the header.
      file.seek(start + file.readLong());
      file.writeLong(0x8000_0000_7fff_0000L);
    }
    assertThat(Disks.check(box).findings())
        .isNotEmpty()
        .allMatch(each -> each.message().startsWith("box.img, its byte "))
        .allMatch(each -> each.offset() >= start);
  }
}
