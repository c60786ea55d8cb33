package dev.slipway.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.Oracle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionTableTest {
  private static final UUID DISK = UUID.fromString("12345678-9abc-def0-1122-334455667788");
  private static final long SECTORS = 2L << 20;

  @TempDir Path folder;

  private static Partition partition(int number, PartitionType type, long start, long sectors) {
    return new Partition(
        type, start, sectors, "part " + number, Partition.guidFor(DISK, number), number == 1);
  }

  private static List<Partition> usual() {
    return List.of(
        partition(1, PartitionType.BIOS_BOOT, 2048, 2048),
        partition(2, PartitionType.EFI_SYSTEM, 4096, 65536),
        partition(3, PartitionType.LINUX, 69632, SECTORS - 69632 - 2048));
  }

  private Path write(PartitionTable table) throws IOException {
    Path file = folder.resolve("disk" + System.nanoTime());
    return Oracle.write(new DiskImage(table, Map.of(), null), file);
  }

  private static PartitionListing read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return PartitionListing.read(DiskSource.of(channel, file.toString()));
    }
  }

  private static void assertListed(PartitionListing listing, List<Partition> partitions) {
    assertThat(listing.partitions()).hasSameSizeAs(partitions);
    for (int i = 0; i < partitions.size(); i++) {
      Partition written = partitions.get(i);
      PartitionListing.Entry found = listing.partitions().get(i);
      assertThat(found.number()).isEqualTo(i + 1);
      assertThat(found.type()).contains(written.type());
      assertThat(found.start()).isEqualTo(written.start());
      assertThat(found.sectors()).isEqualTo(written.sectors());
      assertThat(found.bootable()).isEqualTo(written.bootable());
    }
  }

  @Test
  void gptIsWhatOtherToolsExpect() throws Exception {
    Path disk = write(PartitionTable.gpt(DISK, SECTORS, usual()));

    assertThat(Oracle.approve("sgdisk", "-v", disk)).contains("No problems found");
    assertThat(Oracle.approve("sfdisk", "--verify", disk)).contains("No errors detected");
    String json = Oracle.approve("sfdisk", "--json", disk);
    assertThat(json)
        .contains("\"id\": \"12345678-9ABC-DEF0-1122-334455667788\"")
        .contains("\"name\": \"part 2\"")
        .contains("\"attrs\": \"LegacyBIOSBootable\"")
        .contains("\"type\": \"C12A7328-F81F-11D2-BA4B-00A0C93EC93B\"")
        .contains("\"type\": \"21686148-6449-6E6F-744E-656564454649\"")
        .contains("\"lastlba\": " + (SECTORS - 34));
    PartitionListing listing = read(disk);
    assertThat(listing.scheme()).isEqualTo(PartitionListing.Scheme.GPT);
    assertThat(listing.id()).isEqualTo(DISK.toString());
    assertListed(listing, usual());
    assertThat(listing.partitions().get(1).name()).isEqualTo("part 2");
    assertThat(listing.partitions().get(1).guid()).contains(Partition.guidFor(DISK, 2));
  }

  @Test
  void gptHasTheBytesThatSfdiskWrites() throws Exception {
    Path ours = write(PartitionTable.gpt(DISK, SECTORS, usual()));
    Path theirs = folder.resolve("theirs");
    Path script = folder.resolve("script");
    Files.writeString(script, Oracle.approve("sfdisk", "--dump", ours));
    Files.createFile(theirs);
    try (var file = new java.io.RandomAccessFile(theirs.toFile(), "rw")) {
      file.setLength(SECTORS * 512);
    }
    Process sfdisk =
        new ProcessBuilder("sfdisk", "-q", theirs.toString())
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .start();
    sfdisk.getInputStream().readAllBytes();
    assertThat(sfdisk.waitFor()).isZero();

    assertThat(sectors(ours, 1, 33)).isEqualTo(sectors(theirs, 1, 33));
    assertThat(sectors(ours, SECTORS - 33, 33)).isEqualTo(sectors(theirs, SECTORS - 33, 33));
  }

  private static byte[] sectors(Path file, long first, int count) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] bytes = new byte[count * 512];
      channel.read(ByteBuffer.wrap(bytes), first * 512);
      return bytes;
    }
  }

  @Test
  void mbrIsWhatOtherToolsExpect() throws Exception {
    List<Partition> partitions =
        List.of(
            partition(1, PartitionType.LINUX, 2048, 1 << 20),
            partition(2, PartitionType.SWAP, 2048 + (1 << 20), 4096),
            partition(3, PartitionType.EFI_SYSTEM, 4096 + 2048 + (1 << 20), 1));
    Path disk = write(PartitionTable.mbr(0xDEADBEEF, SECTORS, partitions));

    assertThat(Oracle.approve("sfdisk", "--verify", disk)).contains("No errors detected");
    assertThat(Oracle.approve("sfdisk", "--json", disk))
        .contains("\"id\": \"0xdeadbeef\"")
        .contains("\"bootable\": true")
        .contains("\"type\": \"82\"")
        .contains("\"type\": \"ef\"");
    PartitionListing listing = read(disk);
    assertThat(listing.id()).isEqualTo("deadbeef");
    assertListed(listing, partitions);
  }

  @Test
  void randomTablesComeBackAsTheyWere() throws Exception {
    var random = new Random(4711);
    for (int round = 0; round < 40; round++) {
      int count = 1 + random.nextInt(round % 2 == 0 ? 128 : 4);
      List<Partition> partitions = new ArrayList<>();
      long next = 2048;
      for (int i = 1; i <= count; i++) {
        long start = next + 2048L * random.nextInt(3);
        long sectors = 1L + random.nextInt(5000);
        PartitionType type =
            List.of(PartitionType.EFI_SYSTEM, PartitionType.LINUX, PartitionType.SWAP)
                .get(random.nextInt(3));
        partitions.add(partition(i, type, start, sectors));
        next = (start + sectors + 2047) / 2048 * 2048;
      }
      long disk = next + 34 + random.nextInt(3);
      PartitionTable table =
          round % 2 == 0
              ? PartitionTable.gpt(DISK, disk, partitions)
              : PartitionTable.mbr(round, disk, partitions);
      Path file = write(table);
      assertListed(read(file), partitions);
      assertThat(Oracle.approve("sfdisk", "--verify", file)).contains("No errors detected");
      Files.delete(file);
    }
  }

  @Test
  void readsLogicalPartitionsOfOtherTools() throws Exception {
    Path disk = folder.resolve("logical");
    Path script = folder.resolve("script");
    Files.writeString(
        script,
        """
        label: dos
        label-id: 0x01020304
        start=2048, size=4096, type=83
        start=8192, size=60000, type=f
        start=10240, size=2048, type=83
        start=14336, size=2048, type=82
        start=18432, size=2048, type=7
        """);
    try (var file = new java.io.RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(80000 * 512);
    }
    Process sfdisk =
        new ProcessBuilder("sfdisk", "-q", disk.toString()).redirectInput(script.toFile()).start();
    assertThat(sfdisk.waitFor()).isZero();

    List<PartitionListing.Entry> found = read(disk).partitions();
    assertThat(found).extracting(PartitionListing.Entry::number).containsExactly(1, 2, 5, 6, 7);
    assertThat(found)
        .extracting(PartitionListing.Entry::start)
        .containsExactly(2048L, 8192L, 10240L, 14336L, 18432L);
    assertThat(found.get(4).typeId()).isEqualTo("07");
    assertThat(found.get(4).type()).isEmpty();
  }

  @Test
  void readsTheCopyWhereTheFirstTableIsDamaged() throws Exception {
    Path disk = write(PartitionTable.gpt(DISK, SECTORS, usual()));
    poke(disk, 512 + 60, 0x55);
    assertListed(read(disk), usual());

    poke(disk, SECTORS * 512 - 33 * 512 + 3, 0x55);
    assertThatThrownBy(() -> read(disk))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("byte 528 (GPT header in sector 1): the header's checksum")
        .hasMessageContaining(
            "byte %d (GPT header in sector %d): the entries' checksum"
                .formatted((SECTORS - 1) * 512 + 88, SECTORS - 1));
  }

  @Test
  void damagedTablesAreRefusedNotFollowed() throws Exception {
    byte[] good = Files.readAllBytes(write(PartitionTable.gpt(DISK, 4096 + 34, List.of())));
    var random = new Random(99);
    for (int round = 0; round < 2000; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        int area = random.nextBoolean() ? 0 : bad.length - 1024;
        bad[area + random.nextInt(1024)] = (byte) random.nextInt();
      }
      readOrRefuse(Arrays.copyOf(bad, round % 3 == 0 ? random.nextInt(bad.length) : bad.length));
    }
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    try {
      PartitionListing.read(new InMemory(bytes));
    } catch (DiskException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  /** A disk in memory. */
  private record InMemory(byte[] bytes) implements DiskSource {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer into) {
      into.put(bytes, Math.toIntExact(position), into.remaining());
    }
  }

  @Test
  void aChainOfLogicalPartitionsThatGoesInACircleEnds() {
    byte[] disk = new byte[100 * 512];
    ByteBuffer out = ByteBuffer.wrap(disk).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    MbrSector.putEntry(out, 0, false, 0x05, 10, 80);
    MbrSector.putSignature(out);
    ByteBuffer link = out.slice(10 * 512, 512).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    MbrSector.putEntry(link, 1, false, 0x05, 0, 80);
    MbrSector.putSignature(link);
    assertThatThrownBy(() -> PartitionListing.read(new InMemory(disk)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("circle");
  }

  private static void poke(Path file, long position, int value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), position);
    }
  }

  @Test
  void wrongLayoutsAreRefused() {
    assertRefused("overlap", List.of(at(2048, 2049), at(4096, 1)));
    assertRefused("does not fit", List.of(at(2048, SECTORS)));
    assertRefused("does not fit", List.of(at(2048, SECTORS - 2048 - 32)));
    assertRefused("no multiple of 2048", List.of(at(2047, 1)));
    assertRefused("does not fit", List.of(at(0, 1)));
    assertRefused("at least 1", List.of(at(2048, 0)));
    assertRefused("same GUID", List.of(at(2048, 1), at(2048, 1)));
    assertThatThrownBy(() ->
            PartitionTable.mbr(1, SECTORS, List.of(partition(1, PartitionType.BIOS_BOOT, 2048, 1))))
        .hasMessageContaining("MBR has no BIOS_BOOT");
    assertThatThrownBy(
            () -> PartitionTable.mbr(1, SECTORS, java.util.Collections.nCopies(5, at(2048, 1))))
        .hasMessageContaining("use a GPT");
    assertThatThrownBy(() -> PartitionTable.mbr(1, 1L << 33, List.of(at(1L << 32, 1))))
        .hasMessageContaining("does not fit");
  }

  private static Partition at(long start, long sectors) {
    return partition((int) (start / 2048), PartitionType.LINUX, start, sectors);
  }

  private static void assertRefused(String message, List<Partition> partitions) {
    assertThatThrownBy(() -> PartitionTable.gpt(DISK, SECTORS, partitions))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aDiskWithoutATableSaysSo() {
    assertThatThrownBy(() -> PartitionListing.read(new InMemory(new byte[4096])))
        .hasMessageContaining("no partition table");
    assertThatThrownBy(() -> PartitionListing.read(new InMemory(new byte[100])))
        .hasMessageContaining("beyond the disk's end");
  }
}
