package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Instances that get no context, or one that cannot be trusted. */
@Tag("long")
@ExtendWith(Workbench.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediumLongTest {
  private final Workbench bench;
  private final Guest without;
  private final Guest damaged;

  MediumLongTest(Workbench bench) {
    this.bench = bench;
    without = bench.guest("without");
    damaged = bench.guest("damaged");
  }

  @BeforeAll
  void boot() throws Exception {
    Path disk = bench.disk(TestImage.PLAIN);
    without.start(disk);
    damaged.start(disk, "--context", damagedMedium().toString());
  }

  @AfterAll
  void end() {
    bench.program().ok("vm", "remove", "--force", "without", "damaged");
  }

  private Path damagedMedium() throws IOException {
    String context = TestContext.write(bench, "damaged", "hostname: never\n");
    Path iso = bench.folder().resolve("damaged.iso");
    bench.program().ok("context", "create", context, "-o", iso.toString());
    byte[] bytes = Files.readAllBytes(iso);
    int at =
        new String(bytes, StandardCharsets.ISO_8859_1).indexOf("echo \"post-install says hello");
    bytes[at] ^= 1;
    Files.write(iso, bytes);
    return iso;
  }

  @Test
  void bootsOnByDhcpWithoutAMedium() throws Exception {
    without.await("slipway-context: done");
    assertThat(without.await("test-plain login:"))
        .contains("slipway-context: medium: none; DHCP on the first interface")
        .containsPattern("slipway-context: network: \\S+ 10\\.0\\.2\\.15/24");
  }

  @Test
  void appliesNothingOfADamagedMediumAndBootsOnByDhcp() throws Exception {
    damaged.await("slipway-context: failed: ");
    assertThat(damaged.await("test-plain login:"))
        .contains("slipway-context: medium: failed: /dev/vdb is damaged")
        .containsPattern("slipway-context: network: \\S+ 10\\.0\\.2\\.15/24")
        .doesNotContain("says hello", "never");
  }
}
