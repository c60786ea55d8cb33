package dev.slipway.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.Oracle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTableTest {
  private static final int MIB = 1 << 20;
  private static final int TABLE = 33 * 512;

  @TempDir Path folder;

  /** A disk with two partitions, and noise wherever the tables are not. */
  private Path made(int size, String... more) throws Exception {
    Path file = folder.resolve("disk.raw");
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    Arrays.fill(noise, 0, 2 * MIB, (byte) 0);
    Arrays.fill(noise, size - MIB, size, (byte) 0);
    Files.write(file, noise);
    Oracle.approve("sgdisk", "-n", "1:2048:+1M", "-n", "7:8192:+1M", "-c", "7:näme", file);
    for (String option : more) {
      Oracle.approve("sgdisk", option, file);
    }
    return file;
  }

  private static void setLength(Path file, long size) throws IOException {
    try (var writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.setLength(size);
    }
  }

  private static boolean grow(Path file) throws IOException {
    try (Disk disk = Disks.open(file, Opening.READ.forWriting())) {
      return BackupTable.growToEnd(disk);
    }
  }

  private static PartitionListing read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return PartitionListing.read(DiskSource.of(channel, "disk"));
    }
  }

  private static void assertApproved(Path file) throws Exception {
    String ofOddFiles = "Warning: File size is not a multiple of 512 bytes! Misbehavior is likely!";
    assertThat(Oracle.approve("sgdisk", "-v", file).replace(ofOddFiles, ""))
        .contains("No problems found")
        .doesNotContainIgnoringCase("warning", "caution", "problem:");
    assertThat(Oracle.approve("sfdisk", "--verify", file)).contains("No errors detected");
    assertThat(read(file).notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 512, 513, 16 * 512, 33 * 512, 34 * 512, 7 * MIB, 90 * MIB + 100})
  void theCopyFollowsAndNothingElseChanges(int more) throws Exception {
    int size = 16 * MIB;
    Path file = made(size);
    byte[] before = Files.readAllBytes(file);
    PartitionListing listing = read(file);
    setLength(file, size + more);

    boolean moved = grow(file);

    assertThat(moved).isEqualTo(more >= 512);
    assertApproved(file);
    assertThat(read(file)).isEqualTo(listing);
    assertThat(grow(file)).isFalse();
    byte[] after = Files.readAllBytes(file);
    assertThat(Arrays.mismatch(before, 1024, size - TABLE, after, 1024, size - TABLE))
        .isEqualTo(-1);
    assertThat(Arrays.mismatch(before, 0, 446, after, 0, 446)).isEqualTo(-1);
    int end = (size + more) / 512 * 512;
    byte[] cleared = Arrays.copyOfRange(after, size - TABLE, Math.max(size, end) - TABLE);
    assertThat(Arrays.equals(cleared, new byte[cleared.length])).isTrue();
  }

  @Test
  void itHasTheBytesThatSgdiskWrites() throws Exception {
    Path ours = made(16 * MIB);
    setLength(ours, 40 * MIB);
    Path theirs = Files.copy(ours, folder.resolve("theirs.raw"));
    Oracle.approve("sgdisk", "-e", theirs);
    grow(ours);
    byte[] one = Files.readAllBytes(ours);
    byte[] other = Files.readAllBytes(theirs);
    assertThat(Arrays.mismatch(one, 512, 34 * 512, other, 512, 34 * 512)).isEqualTo(-1);
    assertThat(Arrays.equals(tail(one), tail(other))).isTrue();
  }

  private static byte[] tail(byte[] disk) {
    return Arrays.copyOfRange(disk, disk.length - TABLE, disk.length);
  }

  @Test
  void otherTableSizesAreKept() throws Exception {
    Path file = made(16 * MIB, "--resize-table=256");
    setLength(file, 20 * MIB);
    assertThat(grow(file)).isTrue();
    assertApproved(file);
    assertThat(Oracle.approve("sgdisk", "-p", file)).contains("up to 256 entries");
  }

  @Test
  void aDiskThatShrinksTakesItsCopyAlong() throws Exception {
    Path file = made(16 * MIB);
    long least;
    try (Disk disk = Disks.open(file, Opening.READ.forWriting())) {
      least = BackupTable.leastSize(disk);
      assertThat(least).isEqualTo((8192L + 2048 + 33) * 512);
      assertThat(BackupTable.place(disk).orElseThrow().end()).isEqualTo(16 * MIB);
      assertThatThrownBy(() -> BackupTable.moveBefore(disk, least - 1))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining(least + " bytes");
      assertThat(BackupTable.moveBefore(disk, 16 * MIB - 5 * 512)).isTrue(); // within the old copy
      assertThat(BackupTable.moveBefore(disk, least)).isTrue();
    }
    setLength(file, least);
    assertApproved(file);
  }

  @Test
  void aStopInBetweenLeavesATable() throws Exception {
    Path file = made(16 * MIB);
    setLength(file, 24 * MIB);
    byte[] before = Files.readAllBytes(file);
    var partitions = read(file).partitions();
    for (int writes = 0; writes < 6; writes++) {
      Files.write(file, before);
      try (Disk disk = Disks.open(file, Opening.READ.forWriting())) {
        BackupTable.growToEnd(new Stopping(disk, writes));
      } catch (IOException e) {
        assertThat(e).hasMessage("stopped");
      }
      PartitionListing found = read(file);
      assertThat(found.partitions()).isEqualTo(partitions);
      assertThat(found.notes()).noneMatch(note -> note.contains("damaged"));
      grow(file);
      assertApproved(file);
    }
  }

  @Test
  void aDamagedCopyIsMadeAnewAndADamagedFirstTableIsNotBelieved() throws Exception {
    Path file = made(16 * MIB);
    try (var writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.seek(16 * MIB - 512 + 60);
      writer.write(0x55);
    }
    assertThat(read(file).notes())
        .singleElement()
        .asString()
        .startsWith("the GPT's copy is damaged: byte");
    assertThat(grow(file)).isTrue();
    assertApproved(file);

    try (var writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.seek(1024 + 7);
      writer.write(0x55);
    }
    assertThat(read(file).notes())
        .singleElement()
        .asString()
        .contains("is damaged (byte 600", "its copy in sector 32767");
    assertThatThrownBy(() -> grow(file))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("repair it");
    // The damaged header's word on where the copy is, where that is not at the end.
    setLength(file, 20 * MIB);
    assertThat(read(file).notes()).singleElement().asString().contains("in sector 32767");
    assertThat(read(file).partitions()).hasSize(2);
  }

  /** Numbers with right checksums that lie. */
  @Test
  void tablesThatLieAreRefusedOrMoved() throws Exception {
    Path file = made(8 * MIB);
    byte[] good = Files.readAllBytes(file);
    var random = new Random(3);
    for (int round = 0; round < Integer.getInteger("slipway.fuzz.rounds", 30); round++) {
      byte[] bad = good.clone();
      ByteBuffer disk = ByteBuffer.wrap(bad).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        int at = random.nextBoolean() ? 512 + 24 + random.nextInt(60) : 1024 + random.nextInt(64);
        disk.putLong(at, random.nextLong() >>> random.nextInt(64));
      }
      disk.putInt(512 + 88, Gpt.crc32(disk.slice(1024, 16384), 16384));
      disk.putInt(512 + 16, 0);
      disk.putInt(512 + 16, Gpt.crc32(disk.slice(512, 92), 92));
      Files.write(file, Arrays.copyOf(bad, 9 * MIB));
      try {
        grow(file);
        assertThat(read(file).partitions()).hasSizeLessThan(129);
      } catch (DiskException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void disksWithoutAGptStayAsTheyAre() throws Exception {
    Path file = folder.resolve("mbr.raw");
    Oracle.write(
        new DiskImage(PartitionTable.mbr(7, 8192, java.util.List.of()), java.util.Map.of(), null),
        file);
    byte[] before = Files.readAllBytes(file);
    assertThat(grow(file)).isFalse();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Files.write(file, new byte[100]);
    assertThat(grow(file)).isFalse();
  }

  @Test
  void aHybridMbrKeepsItsEntries() throws Exception {
    Path file = made(16 * MIB, "--hybrid=1");
    byte[] before = Arrays.copyOf(Files.readAllBytes(file), 512);
    setLength(file, 20 * MIB);
    assertThat(grow(file)).isTrue();
    assertThat(Arrays.copyOf(Files.readAllBytes(file), 512)).isEqualTo(before);
    assertThat(read(file).notes()).isEmpty();
  }

  /** Fails after some writes, as a machine that is switched off. */
  private static final class Stopping implements Disk {
    private final Disk disk;
    private int left;

    Stopping(Disk disk, int writes) {
      this.disk = disk;
      this.left = writes;
    }

    @Override
    public long size() {
      return disk.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
      disk.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
      if (left-- <= 0) {
        throw new IOException("stopped");
      }
      disk.write(position, source);
    }

    @Override
    public dev.slipway.disk.Extent nextExtent(long from, long to) throws IOException {
      return disk.nextExtent(from, to);
    }

    @Override
    public void flush() throws IOException {
      disk.flush();
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
