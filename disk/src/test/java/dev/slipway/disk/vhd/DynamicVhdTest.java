package dev.slipway.disk.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disks;
import dev.slipway.disk.RandomDisks;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.vhd.VhdEncoding.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** XenServer's, which has all that others have. */
final class DynamicVhdTest extends VhdContract {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  protected Encoding encoding() {
    return new VhdEncoding(Kind.DYNAMIC, "tap\0", 0x10003, true, TIME);
  }

  private Path sample() throws IOException {
    Path raw = RandomDisks.make(folder.resolve("s.raw"), 64L << 20, 1, 9);
    return written(raw, encoding(), folder.resolve("s.vhd"));
  }

  @Test
  void theHeadIsAsSpecified() throws Exception {
    ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(sample()));
    assertThat(head.getLong(0)).isEqualTo(0x636f6e6563746978L);
    assertThat(head.getInt(8)).isEqualTo(2);
    assertThat(head.getInt(12)).isEqualTo(0x10000);
    assertThat(head.getLong(16)).isEqualTo(512);
    assertThat(head.getInt(24)).isEqualTo((int) (TIME.getEpochSecond() - 946684800));
    assertThat(head.getInt(28)).isEqualTo(0x74617000);
    assertThat(head.getInt(32)).isEqualTo(0x10003);
    assertThat(head.getLong(40)).isEqualTo(64L << 20).isEqualTo(head.getLong(48));
    // 131072 sectors: 963 cylinders of 8 heads of 17 sectors.
    assertThat(head.getInt(56)).isEqualTo(963 << 16 | 8 << 8 | 17);
    assertThat(head.getInt(60)).isEqualTo(3);
    assertThat(head.getLong(512)).isEqualTo(0x6378737061727365L);
    assertThat(head.getLong(520)).isEqualTo(-1);
    assertThat(head.getLong(528)).isEqualTo(1536);
    assertThat(head.getInt(540)).isEqualTo(32);
    assertThat(head.getInt(544)).isEqualTo(2 << 20);
    assertThat(head.getInt(1536)).isEqualTo(-1);
    assertThat(head.getInt(1536 + 31 * 4)).isEqualTo((4096 - 512) / 512);
    assertThat(head.getLong(2048)).isEqualTo(0x74646261746d6170L);
    assertThat(head.getLong(2056)).isEqualTo(2560);
    assertThat(head.getInt(2064)).isEqualTo(1);
    assertThat(head.getInt(2068)).isEqualTo(0x10002);
    assertThat(head.getInt(2560)).isEqualTo(1);
  }

  @Test
  void damageIsFound() throws Exception {
    Path file = sample();
    damage(file, 2560, 0xff);
    assertThat(Disks.check(file).findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.CHECKSUM);
    Files.write(file, Files.readAllBytes(sample()));
    damage(file, 1536 + 31 * 4, 0x7f);
    assertThat(Disks.check(file).findings())
        .anyMatch(f -> f.kind() == Finding.Kind.OUT_OF_FILE && f.offset() == 1536 + 31 * 4);
    sample();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 700);
    }
    assertThat(Disks.check(file).findings()).anyMatch(f -> f.message().contains("end is missing"));
    same(folder.resolve("s.raw").resolveSibling("s.raw"), sample());
  }

  private static void damage(Path file, long at, int value) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      bytes.write(value);
    }
  }
}
