package dev.slipway.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Details;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.convert.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VmdkDetailsTest {
  private static final String CID = "CID: [0-9a-f]{1,8}";

  @TempDir Path folder;

  private List<String> ours(Encoding encoding) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 3 << 20, 2, 1);
    Path vmdk = folder.resolve("a.vmdk");
    TestDisks.write(raw, vmdk, encoding);
    return Details.of(vmdk);
  }

  @Test
  void oursSayWhatTheyAre() throws Exception {
    List<String> sparse = ours(new VmdkEncoding());
    assertThat(sparse)
        .startsWith(
            "type: monolithicSparse", "version: 1", "grain size: 65536", "compression: none");
    assertThat(sparse.getLast()).matches(CID);
    assertThat(ours(new VmdkStreamEncoding(6)))
        .startsWith(
            "type: streamOptimized", "version: 3", "grain size: 65536", "compression: deflate")
        .hasSize(5);
  }

  @Test
  void aDescriptorNamesItsExtentsEvenIfTheyAreNotThere() throws Exception {
    List<String> flat = ours(new VmdkFlatEncoding("a-flat.vmdk"));
    assertThat(flat).startsWith("type: monolithicFlat", "version: 1");
    assertThat(flat.get(2)).matches(CID);
    assertThat(flat.getLast()).isEqualTo("extents: [a-flat.vmdk]");
    assertThat(Disks.info(folder.resolve("a.vmdk")).size()).isEqualTo(3 << 20);
  }

  @Test
  void qemusSayWhatTheyAre() throws Exception {
    assertThat(qemus("monolithicSparse", "5M"))
        .startsWith(
            "type: monolithicSparse", "version: 1", "grain size: 65536", "compression: none");
    assertThat(qemus("streamOptimized", "5M"))
        .startsWith("type: streamOptimized", "version: 3")
        .contains("compression: deflate");
    assertThat(qemus("monolithicFlat", "5M")).contains("extents: [q-flat.vmdk]");
    assertThat(qemus("twoGbMaxExtentSparse", "5G"))
        .startsWith("type: twoGbMaxExtentSparse")
        .endsWith("extents: [q-s001.vmdk, q-s002.vmdk, q-s003.vmdk]");
  }

  private List<String> qemus(String kind, String size) throws Exception {
    Path file = folder.resolve("q.vmdk");
    Oracle.approve("qemu-img", "create", "-q", "-f", "vmdk", "-o", "subformat=" + kind, file, size);
    List<String> details = Details.of(file);
    assertThat(details).anyMatch(each -> each.matches(CID));
    Files.delete(file);
    return details;
  }

  @Test
  void whatADescriptorSaysTwiceOrTooLongIsLeftOut() throws Exception {
    Path file = folder.resolve("odd.vmdk");
    String extents =
        String.join(
            "\n", IntStream.range(0, 1500).mapToObj(i -> "RW 1 FLAT \"e" + i + "\"").toList());
    Files.writeString(
        file,
        "# Disk DescriptorFile\nCID=1\nCID=2\ncreateType=\"%s\"\n%s\nRW 7 ZERO\n"
            .formatted("x".repeat(65), extents));
    assertThat(Details.of(file)).hasSize(2).startsWith("CID: 1");
    assertThat(Details.of(file).getLast()).startsWith("extents: [e0, e1, ").endsWith(", e1499]");
  }
}
