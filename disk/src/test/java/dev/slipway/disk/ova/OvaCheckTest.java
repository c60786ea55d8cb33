package dev.slipway.disk.ova;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TarEntry;
import dev.slipway.disk.archive.TarReader;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Finding.Kind;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.ova.Machine.Firmware;
import dev.slipway.disk.vmdk.VmdkStreamEncoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong in OVAs is found, and where. */
final class OvaCheckTest {
  private static final String DISK = "web-disk1.vmdk";

  @TempDir private Path folder;
  private Path ova;
  private Path files;

  @BeforeEach
  void write() throws Exception {
    ova = folder.resolve("a.ova");
    write(OvaEncoding.Digest.SHA256);
    files = Files.createDirectory(folder.resolve("files"));
    Oracle.approve("tar", "-C", files, "-xf", ova);
  }

  private void write(OvaEncoding.Digest digest) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 5_000_000, 9, 4);
    Machine machine = Machine.of("web", Firmware.BIOS);
    OvaDisk disk = OvaDisk.vmdk(new VmdkStreamEncoding(6));
    TestDisks.write(
        raw, ova, new OvaEncoding(machine, disk, false, digest, TestDisks.TIME, folder));
  }

  /** Packs the files again, as they are now. */
  private void pack(String... names) throws Exception {
    List<Object> line = new ArrayList<>(List.of("tar", "--format=ustar", "-C", files, "-cf", ova));
    line.addAll(List.of(names));
    Oracle.approve(line.toArray());
  }

  private void edit(String name, String from, String to) throws IOException {
    Path file = files.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private TarEntry entry(String name) throws IOException {
    try (FileSource file = FileSource.open(ova)) {
      return TarReader.list(file).stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<Finding> findings() throws IOException {
    return Disks.check(ova).findings();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWrongInWhatIsWritten(OvaEncoding.Digest digest) throws Exception {
    write(digest);
    CheckReport report = Disks.check(ova);
    assertThat(report.findings()).isEmpty();
    assertThat(report.compressedBlocks()).isPositive();
    pack("./web.ovf", "./web.mf", "./" + DISK);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aBitOfTheDiskIsFoundByTheManifestAndInTheDisk() throws Exception {
    TarEntry disk = entry(DISK);
    long at = disk.size() / 2;
    try (RandomAccessFile file = new RandomAccessFile(ova.toFile(), "rw")) {
      file.seek(disk.place(at));
      int before = file.read();
      file.seek(disk.place(at));
      file.write(before ^ 1);
    }
    List<Finding> found = findings();
    assertThat(found).hasSize(2).allMatch(each -> each.kind() == Kind.CHECKSUM);
    assertThat(found.getFirst().offset()).isEqualTo(disk.place(0));
    assertThat(found.getFirst().message())
        .startsWith(DISK + " has the SHA-256 ")
        .endsWith(" as web.mf says");
    assertThat(found.getLast().offset()).isBetween(disk.place(0), disk.place(at));
    assertThat(found.getLast().message()).startsWith(DISK + ", its byte ");
  }

  @Test
  void whatIsCutOffIsSaidWithItsPlace() throws Exception {
    TarEntry disk = entry(DISK);
    try (RandomAccessFile file = new RandomAccessFile(ova.toFile(), "rw")) {
      file.setLength(disk.place(1000));
    }
    assertThat(findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.kind()).isEqualTo(Kind.OUT_OF_FILE);
          assertThat(found.offset()).isEqualTo(disk.place(1000));
          assertThat(found.message()).contains("1000 of the " + disk.size() + " bytes of " + DISK);
        });
  }

  @Test
  void theDescriptorComesFirst() throws Exception {
    pack(DISK, "web.ovf", "web.mf");
    assertThat(findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.message()).contains("web.ovf is not the first file");
          assertThat(found.offset()).isEqualTo(entry("web.ovf").place(0));
        });
  }

  @Test
  void theManifestNamesEachFileOnce() throws Exception {
    Files.writeString(files.resolve("notes.txt"), "by hand");
    edit(
        "web.mf",
        "SHA256(web.ovf)",
        "nonsense\nSHA256(gone)= 00\nSHA256(web.ovf)= 00\nSHA256(web.ovf)");
    pack("web.ovf", "web.mf", DISK, "notes.txt");
    TarEntry manifest = entry("web.mf");
    List<Finding> found = findings();
    assertThat(found)
        .extracting(Finding::message)
        .satisfiesExactly(
            message -> assertThat(message).startsWith("web.mf, its byte 0: no digest"),
            message ->
                assertThat(message).isEqualTo("web.mf, its byte 9: gone is not in the archive"),
            message -> assertThat(message).startsWith("web.ovf has the SHA-256 "),
            message -> assertThat(message).endsWith("web.ovf is named before"),
            message -> assertThat(message).isEqualTo("notes.txt is not named by web.mf"));
    assertThat(found.get(1).offset()).isEqualTo(manifest.place(9));
    assertThat(found.getLast().offset()).isEqualTo(entry("notes.txt").place(0));
  }

  @Test
  void filesAreThereAsLargeAsTheDescriptorSays() throws Exception {
    edit("web.ovf", "ovf:size=\"", "ovf:size=\"1");
    edit("web.ovf", "</References>", "<File ovf:href=\"my%20cd.iso\"/></References>");
    Files.writeString(files.resolve("my cd.iso"), "");
    pack("web.ovf", DISK, "my cd.iso");
    long size = Files.size(files.resolve(DISK));
    assertThat(findings())
        .extracting(Finding::message)
        .containsExactly("web.ovf, line 4: %s has %d bytes, and not 1%2$d".formatted(DISK, size));
    pack("web.ovf");
    assertThat(findings())
        .extracting(Finding::message)
        .containsExactly(
            "web.ovf, line 4: " + DISK + " is not in the archive",
            "web.ovf, line 5: my%20cd.iso is not in the archive");
  }

  @Test
  void aDescriptorThatIsNoXmlIsSaid() throws Exception {
    edit("web.ovf", "</References>", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;");
    pack("web.ovf", DISK);
    assertThat(findings())
        .singleElement()
        .satisfies(found -> assertThat(found.message()).startsWith("web.ovf, line 5: "));
  }

  @Test
  void aMemberWithHolesIsNotDigested() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(files.resolve(DISK).toFile(), "rw")) {
      file.setLength(8L << 40);
    }
    Oracle.approve(
        "tar", "--format=oldgnu", "-S", "-C", files, "-cf", ova, "web.ovf", "web.mf", DISK);
    assertThat(findings()).extracting(Finding::message).anyMatch(m -> m.contains("has holes"));
  }
}
