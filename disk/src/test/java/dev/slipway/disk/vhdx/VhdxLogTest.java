package dev.slipway.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Details;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.partition.GuidBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were not closed, with logs written here by the specification, and by QEMU. */
final class VhdxLogTest {
  private static final long MIB = 1 << 20;
  private static final UUID ID = new UUID(0x1122334455667788L, 0x99aabbccddeeff00L);

  /** Where the writer puts the first block. */
  private static final long DATA = 4 * MIB;

  @TempDir Path folder;
  private Path raw = Path.of("");
  private Path vhdx = Path.of("");

  @BeforeEach
  void make() throws Exception {
    raw = folder.resolve("a.raw");
    byte[] bytes = new byte[(int) (3 * MIB)];
    Arrays.fill(bytes, (byte) 7);
    Files.write(raw, bytes);
    vhdx = Made.write(raw, folder.resolve("a.vhdx"), new VhdxEncoding());
    for (long at : new long[] {Header.FIRST, Header.SECOND}) {
      ByteBuffer id = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      GuidBytes.put(id, 0, ID);
      write(vhdx, at + 48, id.array());
      VhdxTest.seal(vhdx, at, Header.BYTES);
    }
  }

  @Test
  void dataAndZerosAreReplayedAsQemuReplaysThem() throws Exception {
    entry(0, 41, 0, -1, data(DATA + 8192, 1), zero(DATA + 65536, 3 * 4096));
    entry(3 * 4096 - 4096, 42, 0, -1, data(DATA + 65536 + 4096, 2), data(DATA + 8192, 3));
    assertThat(Details.of(vhdx)).contains("log: to be replayed");
    expect(8192, 4096, 3);
    expect(65536, 4096, 0);
    expect(65536 + 4096, 4096, 2);
    expect(65536 + 8192, 4096, 0);
    agree();
  }

  @Test
  void aLogGoesRoundItsEnd() throws Exception {
    entry(MIB - 8192, 9, (int) (MIB - 8192), -1, data(DATA, 4));
    entry(0, 10, (int) (MIB - 8192), -1, data(DATA + 4096, 5));
    // An older sequence that is whole does not count.
    entry(65536, 3, 65536, -1, data(DATA, 9));
    expect(0, 4096, 4);
    expect(4096, 4096, 5);
    assertThat(Made.same(raw, vhdx)).isTrue();
  }

  @Test
  void anEntryLiesAcrossTheLogsEnd() throws Exception {
    entry(MIB - 4096, 9, (int) (MIB - 4096), -1, data(DATA, 4), data(DATA + 4096, 5));
    expect(0, 4096, 4);
    expect(4096, 4096, 5);
    assertThat(Made.same(raw, vhdx)).isTrue();
  }

  @Test
  void tornEntriesAreNotReplayed() throws Exception {
    entry(0, 1, 0, -1, data(DATA, 4));
    entry(8192, 2, 0, 8192 + 4096 + 100, data(DATA, 5));
    expect(0, 4096, 4);
    agree();
  }

  @Test
  void aLogWithoutAnythingWholeIsRefused() throws Exception {
    assertThatThrownBy(() -> Disks.open(vhdx).close())
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("(log)");
    entry(0, 2, 65536, -1, data(DATA, 5));
    assertThatThrownBy(() -> Disks.open(vhdx).close()).hasMessageContaining("(log)");
  }

  @Test
  void qemusOwnLogIsReplayed() throws Exception {
    Path file = folder.resolve("q.vhdx");
    Oracle.approve("qemu-img", "create", "-f", "vhdx", "-o", "block_size=1M", file, "8M");
    Oracle.approve("qemu-io", "-f", "vhdx", "-c", "write -P 5 0 64k", file);
    Path before = folder.resolve("q.raw");
    Oracle.approve("qemu-img", "convert", "-O", "raw", file, before);
    // QEMU has emptied the log by naming none; its last entry, which set the BAT, is still there.
    long log = VhdxTest.get(file, Header.FIRST + 72);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] id = new byte[16];
      open.seek(log + 32);
      open.readFully(id);
      byte[] first = new byte[4096];
      open.seek(log + 4096 - 4096);
      open.readFully(first);
      long target = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong(64 + 16);
      for (long at : new long[] {Header.FIRST, Header.SECOND}) {
        open.seek(at + 48);
        open.write(id);
      }
      open.seek(target);
      open.write(new byte[4096]);
    }
    VhdxTest.seal(file, Header.FIRST, Header.BYTES);
    VhdxTest.seal(file, Header.SECOND, Header.BYTES);
    assertThat(Made.same(before, file)).isTrue();
  }

  private record Change(long target, long zeros, int value) {}

  private static Change data(long target, int value) {
    return new Change(target, 0, value);
  }

  private static Change zero(long target, long length) {
    return new Change(target, length, 0);
  }

  /**
   * Writes an entry by sections 2.3.1.1 to 2.3.1.4; {@code torn} is a place of the log to spoil.
   */
  private void entry(long at, long sequence, int tail, long torn, Change... changes)
      throws IOException {
    int sectors = 1 + (int) Arrays.stream(changes).filter(c -> c.zeros == 0).count();
    ByteBuffer out = ByteBuffer.allocate(sectors * 4096).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, LogEntry.SIGNATURE).putInt(8, sectors * 4096).putInt(12, tail);
    out.putLong(16, sequence).putInt(24, changes.length);
    GuidBytes.put(out, 32, ID);
    out.putLong(48, Files.size(vhdx)).putLong(56, Files.size(vhdx));
    int sector = 4096;
    for (int i = 0; i < changes.length; i++) {
      int place = 64 + 32 * i;
      Change change = changes[i];
      out.putLong(place + 16, change.target).putLong(place + 24, sequence);
      if (change.zeros > 0) {
        out.putInt(place, LogEntry.ZERO).putLong(place + 8, change.zeros);
        continue;
      }
      byte[] bytes = new byte[4096];
      Arrays.fill(bytes, (byte) change.value);
      ByteBuffer whole = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      out.putInt(place, LogEntry.DATA).putInt(place + 4, whole.getInt(4092));
      out.putLong(place + 8, whole.getLong(0));
      out.put(sector, bytes);
      out.putInt(sector, LogEntry.DATA_SECTOR).putInt(sector + 4, (int) (sequence >>> 32));
      out.putInt(sector + 4092, (int) sequence);
      sector += 4096;
    }
    Checksum.put(out);
    for (int i = 0; i < out.capacity(); i += 4096) {
      write(vhdx, MIB + (at + i) % MIB, Arrays.copyOfRange(out.array(), i, i + 4096));
    }
    if (torn >= 0) {
      write(vhdx, MIB + torn, new byte[] {99});
    }
  }

  private void expect(long at, int count, int value) throws IOException {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    write(raw, at, bytes);
  }

  private void agree() throws Exception {
    String before = Disks.sha256(vhdx);
    assertThat(Made.same(raw, vhdx)).isTrue();
    assertThat(Disks.sha256(vhdx)).isEqualTo(before);
    Path replayed = folder.resolve("replayed.vhdx");
    Files.copy(vhdx, replayed, StandardCopyOption.REPLACE_EXISTING);
    Oracle.approve("qemu-img", "check", "-r", "all", replayed);
    Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", "vhdx", raw, replayed);
  }

  private static void write(Path file, long at, byte[] bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      open.write(bytes);
    }
  }
}
