package dev.slipway.disk.ova;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.ova.Machine.Controller;
import dev.slipway.disk.ova.Machine.Firmware;
import dev.slipway.disk.ova.Machine.Network;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OvaEncodingTest {
  private static final OvaDisk RAW = new OvaDisk(new RawEncoding(), "img", "urn:example:raw");
  private static final OvaDisk QCOW2 =
      new OvaDisk(
          new Qcow2Encoding(Qcow2Options.of(Compression.ZLIB)), "qcow2", "urn:example:qcow2");

  @TempDir Path folder;

  private Encoding encoding(Machine machine, OvaDisk disk) {
    return new OvaEncoding(machine, disk, TestDisks.TIME, folder);
  }

  private static Machine machine() {
    return Machine.of("web", Firmware.EFI).with(2, 2048);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 511, 512, 65_535, 65_537, 3_000_000, 40_000_000})
  void theDiskIsFoundHereAndByGnuTar(long size) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), size, 5, size);
    Path ova = folder.resolve("a.ova");
    TestDisks.write(raw, ova, encoding(machine(), RAW));
    assertThat(DiskFormat.probe(ova)).isEqualTo(DiskFormat.OVA);
    TestDisks.same(raw, ova);
    assertThat(Oracle.approve("tar", "-tf", ova)).isEqualTo("web.ovf\nweb-disk1.img\nweb.mf\n");
    Oracle.approve("tar", "-C", folder, "-xf", ova);
    assertThat(Files.mismatch(raw, folder.resolve("web-disk1.img"))).isEqualTo(-1);
    Oracle.approve("7zz", "t", ova);
  }

  @Test
  void theManifestFitsAndTheDescriptorSaysTheFilesSize() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 40 << 20, 20, 7);
    Path ova = folder.resolve("a.ova");
    String digest = TestDisks.write(raw, ova, encoding(machine(), QCOW2)).sha256();
    assertThat(TestDisks.write(raw, ova, encoding(machine(), QCOW2)).sha256()).isEqualTo(digest);
    TestDisks.same(raw, ova);
    Oracle.approve("tar", "-C", folder, "-xf", ova);
    String manifest = Files.readString(folder.resolve("web.mf"));
    assertThat(manifest)
        .matches(
            "SHA256\\(web\\.ovf\\)= [0-9a-f]{64}\nSHA256\\(web-disk1\\.qcow2\\)= [0-9a-f]{64}\n");
    check(manifest, "sha256sum");
    Path disk = folder.resolve("web-disk1.qcow2");
    Oracle.approve("qemu-img", "check", disk);
    Oracle.approve("qemu-img", "compare", raw, disk);
    assertThat(xpath("string(//*[local-name()='File']/@*[local-name()='size'])"))
        .isEqualTo("" + Files.size(disk));
    assertThat(xpath("string(//*[local-name()='Disk']/@*[local-name()='capacity'])"))
        .isEqualTo("" + (40 << 20));
    assertThat(xpath("string(//*[local-name()='ExtraConfig']/@*[local-name()='value'])"))
        .isEqualTo("efi");
    assertThat(xpath("string(//*[local-name()='VirtualSystemType'])")).isEqualTo("vmx-13");
  }

  private void check(String manifest, String tool) throws Exception {
    String lines =
        Pattern.compile("SHA[0-9]+\\((.*)\\)= (.*)").matcher(manifest).replaceAll("$2  $1");
    Path sums = Files.writeString(folder.resolve("sums"), lines);
    Oracle.approve("sh", "-c", "cd \"$1\" && $2 --strict -c \"$3\"", "sh", folder, tool, sums);
  }

  private String xpath(String path) throws Exception {
    return Oracle.approve("xmllint", "--xpath", path, folder.resolve("web.ovf")).strip();
  }

  @Test
  void sha1AndOvf2AreChosen() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 1 << 20, 3, 7);
    Path ova = folder.resolve("a.ova");
    Machine bios = Machine.of("web", Firmware.BIOS).with(Controller.LSI_LOGIC, Network.VMXNET3);
    TestDisks.write(
        raw,
        ova,
        new OvaEncoding(bios, RAW, true, OvaEncoding.Digest.SHA1, TestDisks.TIME, folder));
    Oracle.approve("tar", "-C", folder, "-xf", ova);
    check(Files.readString(folder.resolve("web.mf")), "sha1sum");
    assertThat(xpath("namespace-uri(/*)")).isEqualTo("http://schemas.dmtf.org/ovf/envelope/2");
    assertThat(xpath("count(//*[local-name()='StorageItem'])")).isEqualTo("1");
    assertThat(xpath("count(//*[local-name()='ExtraConfig'])")).isEqualTo("0");
    assertThat(xpath("string(//*[text()='lsilogic'])")).isEqualTo("lsilogic");
    assertThat(xpath("string(//*[text()='VmxNet3'])")).isEqualTo("VmxNet3");
  }

  @Test
  void childrenOfItemsAreInAlphabeticalOrder() {
    String text =
        new String(
            new OvfDescriptor(machine(), "d.vmdk", OvaDisk.STREAM_OPTIMIZED, 1, 1, false).bytes(5),
            java.nio.charset.StandardCharsets.UTF_8);
    for (String item : text.split("<Item>")) {
      List<String> names =
          Pattern.compile("<rasd:(\\w+)>").matcher(item).results().map(m -> m.group(1)).toList();
      assertThat(names).isSorted();
    }
  }
}
