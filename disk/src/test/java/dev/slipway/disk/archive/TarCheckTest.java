package dev.slipway.disk.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Finding.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TarCheckTest {
  @TempDir private Path folder;
  private Path tar;

  /** A tar of a text at byte 0 and a disk at byte 1024, which ends at 4608. */
  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "text");
    Files.write(folder.resolve("a.img"), new byte[3000]);
    tar = folder.resolve("a.tar");
    Oracle.approve("tar", "--format=ustar", "-C", folder, "-cf", tar, "a.txt", "a.img");
  }

  private Finding only() throws IOException {
    List<Finding> findings = Disks.check(tar).findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "ustar", "gnu", "oldgnu", "posix",
  })
  void nothingIsWrongInGnuTars(String format) throws Exception {
    String name = "b".repeat(120) + ".img";
    Files.createLink(folder.resolve(name), folder.resolve("a.img"));
    String shortName = format.equals("ustar") ? "a.img" : name;
    Oracle.approve("tar", "--format=" + format, "-C", folder, "-cf", tar, "a.txt", shortName);
    assertThat(Disks.check(tar).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1300, the file ends before it", // Within a header.
    "2000, the file ends after 464 of the 3000 bytes of a.img",
    "4536, the two blocks of zeros", // Within the last block's padding.
    "5120, the two blocks of zeros",
  })
  void whereTheFileEndsTooEarlyIsSaid(long size, String message) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "rw")) {
      file.setLength(size);
    }
    assertThat(only().kind()).isEqualTo(Kind.OUT_OF_FILE);
    assertThat(only().offset()).isEqualTo(size);
    assertThat(only().message()).contains(message);
  }

  @Test
  void damagedHeadersAreSaid() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "rw")) {
      file.seek(1024);
      file.write('b');
      assertThat(only().kind()).isEqualTo(Kind.BAD_ENTRY);
      assertThat(only().offset()).isEqualTo(1024);
      assertThat(only().message()).contains("chksum");
      file.seek(1024);
      file.write(new byte[512]);
      file.seek(2000);
      file.write(1);
    }
    assertThat(only().offset()).isEqualTo(1024);
    assertThat(only().message()).contains("a header was overwritten");
  }

  @Test
  void compressedTarsAreGoneInto() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "rw")) {
      file.setLength(2000);
    }
    Oracle.approve("gzip", tar);
    tar = folder.resolve("a.tar.gz");
    assertThat(only().offset()).isZero();
    assertThat(only().message()).startsWith("unpacked, its byte 2000: ");
  }
}
