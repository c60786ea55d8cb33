package dev.slipway.disk.vdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Details;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TestDisks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VdiDetailsTest {
  @TempDir Path folder;

  @Test
  void oursAndQemusSayWhatTheyAre() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 3 << 20, 2, 1);
    Path ours = folder.resolve("a.vdi");
    TestDisks.write(raw, ours, new VdiEncoding());
    expect(Details.of(ours), "dynamic");
    Path theirs = folder.resolve("q.vdi");
    Oracle.approve("qemu-img", "create", "-q", "-f", "vdi", theirs, "3M");
    expect(Details.of(theirs), "dynamic");
    Oracle.approve("qemu-img", "create", "-q", "-f", "vdi", "-o", "static=on", theirs, "3M");
    expect(Details.of(theirs), "fixed");
  }

  private static void expect(List<String> details, String type) {
    assertThat(details).startsWith("type: " + type, "block size: 1048576").hasSize(3);
    assertThat(details.getLast()).matches("id: [0-9a-f-]{36}");
  }
}
