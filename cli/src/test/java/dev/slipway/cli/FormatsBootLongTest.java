package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image in each format that QEMU can start from, written in one go, boots and comes back. */
@Tag("long")
@ExtendWith(Workbench.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatsBootLongTest {
  private final Workbench bench;
  private final Path folder;

  FormatsBootLongTest(Workbench bench) {
    this.bench = bench;
    folder = bench.folder().resolve("formats");
  }

  @BeforeAll
  void convert() throws Exception {
    String raw = bench.disk(TestImage.PLAIN).toString();
    String all = "qcow2,vmdk,vdi,vhd-xen,vhdx";
    bench
        .program()
        .ok("disk", "convert", raw, "--to", all, "--name", "disk", "-o", folder.toString());
  }

  @AfterAll
  void remove() throws Exception {
    Command.of("rm", "-r", folder.toString()).run();
  }

  @ParameterizedTest
  @CsvSource({
    "disk.qcow2, qcow2, uefi",
    "disk.vmdk, vmdk, bios",
    "disk.vdi, vdi, bios",
    "disk-xen.vhd, vpc, bios",
    "disk.vhdx, vhdx, bios",
  })
  void bootsAndComesBack(String name, String driver, String firmware) throws Exception {
    Path file = folder.resolve(name);
    Program program = bench.programApart(name);
    assertThat(
            program.ok(
                "image", "test", file.toString(), "--firmware", firmware, "--timeout", "900"))
        .contains(firmware + ": up in ");
    assertThat(Tool.run("qemu-img", "info", "-f", driver, file)).contains("virtual size: 2 GiB");
    Path back = folder.resolve(name + "-back.raw");
    program.ok("disk", "convert", file.toString(), back.toString());
    assertThat(Files.mismatch(bench.disk(TestImage.PLAIN), back)).isEqualTo(-1);
    Files.delete(back);
  }
}
