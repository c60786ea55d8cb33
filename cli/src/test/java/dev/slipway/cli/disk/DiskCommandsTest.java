package dev.slipway.cli.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.Tool;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DiskCommandsTest {
  private static final int SIZE = 20 << 20;

  @TempDir private Path folder;
  private Path raw;

  @BeforeEach
  void makeDisk() throws Exception {
    raw = folder.resolve("a.raw");
    byte[] data = new byte[300_000];
    new Random(1).nextBytes(data);
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.setLength(SIZE);
      file.seek(5 << 20);
      file.write(data);
    }
  }

  private Invocation run(String... arguments) {
    return Invocation.of(folder, arguments);
  }

  @Test
  void infoShowsFormatSizesAndPartitions() throws Exception {
    Path script =
        Files.writeString(folder.resolve("table"), "label: gpt\nsize=4M,type=U,name=esp\n");
    Tool.run("bash", "-c", "sfdisk -q \"$1\" <\"$2\"", "-", raw, script);
    Invocation shown = run("disk", "info", "a.raw");
    assertThat(shown.status()).isZero();
    assertThat(shown.out())
        .contains("format      raw")
        .contains("20 MiB (20971520 bytes)")
        .contains("1 partition")
        .containsPattern("1 +1 MiB +4 MiB +efi-system +esp");
    JsonNode json = json(run("disk", "info", "--json", "a.raw"));
    assertThat(json.at("/size").asLong()).isEqualTo(SIZE);
    assertThat(json.at("/partitions/0/start").asLong()).isEqualTo(1 << 20);
    assertThat(json.at("/qcow2").isNull()).isTrue();
  }

  @Test
  void infoOfADiskWithoutATableSaysSo() {
    Invocation shown = run("disk", "info", "a.raw");
    assertThat(shown.status()).isZero();
    assertThat(shown.out()).contains("none to be read: byte 510");
  }

  @Test
  void infoShowsWhatTheFormatSays() throws Exception {
    run("disk", "convert", "a.raw", "--to", "vhdx,ova", "-o", ".");
    Invocation shown = run("disk", "info", "a.vhdx");
    assertThat(shown.out())
        .containsPattern("\nformat {16}vhdx\n")
        .containsPattern("\nblock size {12}1 MiB\nlogical sector size {3}512 B\n")
        .containsPattern("\nlog {19}empty\n");
    JsonNode vhdx = json(run("disk", "info", "--json", "a.vhdx"));
    assertThat(vhdx.at("/details/blockSize").asLong()).isEqualTo(1 << 20);
    assertThat(vhdx.at("/details/type").asString()).isEqualTo("dynamic");
    JsonNode ova = json(run("disk", "info", "--json", "a.ova"));
    assertThat(ova.at("/details/disk").asString()).isEqualTo("a-disk1.vmdk");
    assertThat(json(run("disk", "info", "--json", "a.raw")).at("/details").isEmpty()).isTrue();
  }

  @Test
  void infoNamesSomeOfManyExtentsAndProgramsGetAll() throws Exception {
    StringBuilder text = new StringBuilder("# Disk DescriptorFile\n");
    for (int i = 0; i < 40; i++) {
      text.append("RW 8 FLAT \"part\u009b%d\"\n".formatted(i));
    }
    Files.writeString(folder.resolve("many.vmdk"), text);
    assertThat(run("disk", "info", "many.vmdk").out())
        .containsPattern("\nextents +part\\?0, part\\?1, .*part\\?7, … \\(40\\)\n");
    JsonNode json = json(run("disk", "info", "--json", "many.vmdk"));
    assertThat(json.at("/details/extents").size()).isEqualTo(40);
  }

  @Test
  void convertMakesWhatQemuReadsTheSame() throws Exception {
    for (List<String> how :
        List.<List<String>>of(
            List.of(),
            List.of("--compression", "zlib", "--compat", "0.10"),
            List.of("--compression", "zstd"))) {
      List<String> line = new ArrayList<>(List.of("disk", "convert", "a.raw", "b.qcow2"));
      line.add("--force");
      line.addAll(how);
      Invocation made = run(line.toArray(new String[0]));
      assertThat(made.status()).as(made.err()).isZero();
      assertThat(made.out()).startsWith("b.qcow2: qcow2, ");
      Tool.run("qemu-img", "compare", raw, folder.resolve("b.qcow2"));
      assertThat(run("disk", "check", "b.qcow2").status()).isZero();
    }
    assertThat(run("disk", "info", "b.qcow2").out()).contains("compat 1.1").contains("zstd");
  }

  @Test
  void convertMergesAnOverlayIntoASparseRawDisk() throws Exception {
    assertThat(run("disk", "overlay", "o.qcow2", "--base", "a.raw", "--size", "1G").status())
        .isZero();
    assertThat(run("disk", "convert", "o.qcow2", "whole.img").status()).isZero();
    Path whole = folder.resolve("whole.img");
    assertThat(Files.size(whole)).isEqualTo(1L << 30);
    assertThat(Long.parseLong(Tool.run("stat", "-c", "%b", whole)) * 512).isLessThan(1 << 20);
    Tool.run("qemu-img", "compare", whole, folder.resolve("o.qcow2"));
  }

  @Test
  void overlayIsWhatQemuMakes() throws Exception {
    Invocation made = run("disk", "overlay", "o.qcow2", "-b", "a.raw");
    assertThat(made.out()).contains("a disk of 20 MiB over ");
    assertThat(Tool.run("qemu-img", "info", folder.resolve("o.qcow2")))
        .contains("backing file: a.raw")
        .contains("backing file format: raw");
    assertThat(run("disk", "overlay", "o.qcow2", "-b", "a.raw").err()).contains("exists already");
    Invocation small = run("disk", "overlay", "p.qcow2", "-b", "a.raw", "--size", "1M");
    assertThat(small.status()).isEqualTo(1);
    assertThat(small.err()).contains("can only grow");
  }

  @Test
  void aBaseElsewhereIsReadOnlyWhereThatIsAllowed() throws Exception {
    Files.createDirectory(folder.resolve("below"));
    run("disk", "overlay", "below/o.qcow2", "--base", "a.raw");
    Invocation refused = run("disk", "convert", "below/o.qcow2", "b.raw");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("allow its folder");
    assertThat(run("disk", "convert", "below/o.qcow2", "b.raw", "--base-folder", ".").status())
        .isZero();
    Tool.run("qemu-img", "compare", raw, folder.resolve("b.raw"));
  }

  @Test
  void compareFindsTheFirstByteThatDiffers() throws Exception {
    run("disk", "convert", "a.raw", "b.qcow2");
    assertThat(run("disk", "compare", "a.raw", "b.qcow2").out())
        .isEqualTo("the same disk, 20971520 bytes\n");
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.seek(12_345_678);
      file.write(1);
    }
    Invocation differ = run("disk", "compare", "a.raw", "b.qcow2");
    assertThat(differ.status()).isEqualTo(1);
    assertThat(differ.out()).contains("first at byte 12345678");
    JsonNode json = json(run("disk", "compare", "--json", "a.raw", "b.qcow2"));
    assertThat(json.at("/firstDifference").asLong()).isEqualTo(12_345_678);
  }

  @Test
  void checkFindsDamage() throws Exception {
    run("disk", "convert", "a.raw", "b.qcow2");
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("b.qcow2").toFile(), "rw")) {
      file.seek(40); // The L1 table's place in the header.
      long table = file.readLong();
      file.seek(table);
      file.writeLong(0x8000_0000_7fff_0000L);
    }
    Invocation found = run("disk", "check", "b.qcow2");
    assertThat(found.status()).isEqualTo(1);
    assertThat(found.out()).contains("faults that threaten data");
    JsonNode json = json(run("disk", "check", "--json", "b.qcow2"));
    assertThat(json.at("/clean").asBoolean()).isFalse();
    assertThat(json.at("/findings/0/offset").asLong()).isPositive();
  }

  @Test
  void checkLooksIntoAnOva() throws Exception {
    Invocation made = run("disk", "convert", "a.raw", "--to", "ova", "-o", "out");
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(run("disk", "check", "out/a.ova").out()).contains("nothing is wrong");
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("out/a.ova").toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(new byte[16]);
    }
    Invocation found = run("disk", "check", "out/a.ova");
    assertThat(found.status()).isEqualTo(1);
    assertThat(found.out()).containsPattern("byte [0-9]+: checksum: a-disk1.vmdk has the SHA-256 ");
    JsonNode json = json(run("disk", "check", "--json", "out/a.ova"));
    assertThat(json.at("/format").asString()).isEqualTo("ova");
    assertThat(json.at("/findings/0/kind").asString()).isEqualTo("checksum");
  }

  @Test
  void whatWouldLoseAFileIsRefused() throws Exception {
    assertThat(run("disk", "convert", "a.raw", "a.raw", "--force").err()).contains("the same file");
    Path there = Files.writeString(folder.resolve("b.raw"), "mine");
    Invocation refused = run("disk", "convert", "a.raw", "b.raw");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--force");
    assertThat(there).hasContent("mine");
    assertThat(run("disk", "convert", "a.raw", "/dev/null", "--to", "raw", "--force").err())
        .contains("no file");
  }

  @Test
  void aConversionThatFailsLeavesNothing() throws Exception {
    Path broken = folder.resolve("broken.qcow2");
    run("disk", "convert", "a.raw", "broken.qcow2");
    try (RandomAccessFile file = new RandomAccessFile(broken.toFile(), "rw")) {
      file.setLength(file.length() - 200_000);
    }
    Invocation failed = run("disk", "convert", "broken.qcow2", "b.raw");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err()).contains("broken.qcow2");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.raw", "broken.qcow2");
    }
  }

  @Test
  void whatAKilledConversionLeftIsWrittenOver() throws Exception {
    Files.write(folder.resolve("b.raw.part"), new byte[30 << 20]);
    assertThat(run("disk", "convert", "a.raw", "b.raw").status()).isZero();
    assertThat(folder.resolve("b.raw")).hasSameBinaryContentAs(raw);
    assertThat(folder.resolve("b.raw.part")).doesNotExist();
  }

  @Test
  void wordsThatMeanNothingAreWrongUse() {
    assertThat(run("disk", "convert", "a.raw", "b.xyz").status()).isEqualTo(2);
    assertThat(run("disk", "convert", "a.raw", "b", "--to", "xyz").err())
        .contains("no target 'xyz'")
        .contains("vhd-xen");
    assertThat(run("disk", "convert", "a.raw", "--to", "raw").err()).contains("-o DIR");
    assertThat(run("disk", "convert", "a.raw", "b.raw", "--digest", "crc").status()).isEqualTo(2);
    assertThat(
            run("disk", "convert", "a.raw", "b.qcow2", "--compat=0.10", "--compression=zstd").err())
        .contains("use zlib");
    assertThat(run("disk", "info", "none.raw").err()).contains("none.raw: no such file");
  }

  @Test
  void progressGoesToProgramsAsJson() {
    Invocation made = run("disk", "convert", "a.raw", "b.qcow2", "--json");
    List<String> lines = made.out().lines().toList();
    assertThat(lines.getFirst()).contains("\"event\":\"started\"");
    assertThat(lines).anyMatch(l -> l.contains("\"done\":" + SIZE + ",\"total\":" + SIZE));
    assertThat(lines.get(lines.size() - 2)).contains("\"event\":\"result\"").contains("SHA-256");
    assertThat(lines.getLast()).contains("\"event\":\"disk\"").contains("\"size\":" + SIZE);
    assertThat(lines).hasSizeLessThan(110);
  }

  @Test
  void oneCommandMakesFilesForMany() throws Exception {
    String targets =
        "raw,qcow2,vhd-hyperv,vhd-xen,vhdx,vmdk,vmdk-stream,vdi,ova,raw.xz,vhd-xen.bz2";
    Invocation made = run("disk", "convert", "a.raw", "--to", targets, "-o", "out");
    assertThat(made.status()).as(made.err()).isZero();
    for (String each :
        List.of("a.qcow2", "a.vhdx", "a.vmdk", "a-stream.vmdk", "a.vdi", "a-xen.vhd", "a.raw")) {
      Path file = folder.resolve("out").resolve(each);
      assertThat(run("disk", "compare", "a.raw", "out/" + each).status()).as(each).isZero();
      if (!each.endsWith("vhd")) {
        Tool.run("qemu-img", "compare", raw, file);
      }
    }
    for (String each : List.of("a.ova", "a.raw.xz", "a-xen.vhd.bz2")) {
      Invocation same = run("disk", "compare", "a.raw", "out/" + each);
      assertThat(same.status()).as(each + same.err()).isZero();
    }
    String sum = Tool.run("sha256sum", folder.resolve("out/a.ova")).split(" ", 2)[0];
    assertThat(made.out()).contains("out/a.ova: ova, ").contains("sha256 " + sum);
  }

  @Test
  void whatAnImporterWouldRefuseIsRefusedFirst() throws Exception {
    Invocation refused = run("disk", "convert", "a.raw", "--to", "qcow2,gce", "-o", "out");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("gce").contains("1073741824").contains("--size");
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files).isEmpty();
    }
    Invocation grown = run("disk", "convert", "a.raw", "--to", "gce", "-o", "out", "--size", "1G");
    assertThat(grown.status()).as(grown.err()).isZero();
    Invocation uefi =
        run("disk", "convert", "a.raw", "b.vhd", "--to", "vhd-hyperv", "--firmware", "uefi");
    assertThat(uefi.err()).contains("boots by uefi").contains("bios");
  }

  private static JsonNode json(Invocation run) {
    return new JsonMapper().readTree(run.out());
  }
}
