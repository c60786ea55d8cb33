package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image with an MBR table, for BIOS alone, with swap before its root. */
@Tag("long")
@ExtendWith(Workbench.Extension.class)
class MbrLongTest {
  @Test
  void growsAndSwaps(Workbench bench) throws Exception {
    Guest guest = bench.guest("mbr");
    guest.start(
        bench.disk(TestImage.MBR),
        "--context",
        TestContext.write(bench, "mbr", ""),
        "--disk-size",
        "3G",
        "--forward",
        "0:22");
    assertThat(guest.await("slipway-context: done"))
        .contains("slipway-context: growth: partition vda2 takes the rest of vda");
    Facts facts = Facts.of(guest);
    assertThat(facts.of("state")).isEqualTo("running");
    assertThat(facts.of("swap")).isEqualToNormalizingWhitespace("64M partition");
    assertThat(facts.root()).isBetween(2750, 3008);
    assertThat(bench.program().ok("vm", "stop", "mbr")).contains("mbr: has shut down");
    RawDisk.of(guest).assertClean(3L << 30);
    bench.program().ok("vm", "remove", "mbr");
    bench.program().ok("image", "remove", TestImage.MBR.label());
  }
}
