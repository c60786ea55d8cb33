package dev.slipway.disk.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Details;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TestDisks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VhdDetailsTest {
  private static final String ID =
      "id: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  @TempDir Path folder;

  private List<String> ours(VhdEncoding.Kind kind, String creator) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 10 << 20, 3, 1);
    Path vhd = folder.resolve(kind + ".vhd");
    TestDisks.write(raw, vhd, new VhdEncoding(kind, creator, 0xa0001, false, TestDisks.TIME));
    return Details.of(vhd);
  }

  @Test
  void oursSayWhatTheyAreWrittenWith() throws Exception {
    List<String> fixed = ours(VhdEncoding.Kind.FIXED, "win ");
    assertThat(fixed)
        .startsWith("type: fixed", "creator: win 10.1", geometry(301, 4, 17))
        .hasSize(4);
    assertThat(fixed.getLast()).matches(ID);
    List<String> dynamic = ours(VhdEncoding.Kind.DYNAMIC, "tap\0");
    assertThat(dynamic)
        .startsWith("type: dynamic", "block size: 2097152", "creator: tap 10.1")
        .hasSize(5);
    assertThat(dynamic.getLast()).matches(ID).isNotEqualTo(fixed.getLast());
  }

  @Test
  void qemusSayThatTheyAreQemus() throws Exception {
    Path file = folder.resolve("q.vhd");
    Oracle.approve("qemu-img", "create", "-q", "-f", "vpc", file, "10M");
    assertThat(Details.of(file))
        .startsWith("type: dynamic", "block size: 2097152", "creator: qemu 5.3")
        .contains(geometry(302, 4, 17));
    Oracle.approve(
        "qemu-img", "create", "-q", "-f", "vpc", "-o", "subformat=fixed,force_size", file, "10M");
    assertThat(Details.of(file)).startsWith("type: fixed", "creator: qem2 5.3").hasSize(4);
  }

  private static String geometry(int cylinders, int heads, int sectors) {
    return "geometry: %d cylinders, %d heads, %d sectors".formatted(cylinders, heads, sectors);
  }
}
