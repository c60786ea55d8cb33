package dev.slipway.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.Volume;
import dev.slipway.disk.fat.FatOptions;
import dev.slipway.disk.fat.FatVolume;
import dev.slipway.disk.swap.SwapVolume;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DiskImageTest {
  private static final UUID DISK = UUID.fromString("00112233-4455-4677-8899-aabbccddeeff");
  private static final Metadata META = Metadata.ofRoot(0755, 1_700_000_000);
  private static final long SECTORS = 204800;
  private static final int ESP_SECTORS = 65536;

  @TempDir Path folder;

  private static Partition partition(int number, PartitionType type, long start, long sectors) {
    return new Partition(type, start, sectors, type.name(), Partition.guidFor(DISK, number));
  }

  private static PartitionTable gpt() throws DiskException {
    return PartitionTable.gpt(
        DISK,
        SECTORS,
        List.of(
            partition(1, PartitionType.BIOS_BOOT, 2048, 2048),
            partition(2, PartitionType.EFI_SYSTEM, 4096, ESP_SECTORS),
            partition(3, PartitionType.SWAP, 69632, 4096)));
  }

  private static PartitionTable mbr() throws DiskException {
    return PartitionTable.mbr(
        0x12345678,
        SECTORS,
        List.of(partition(1, PartitionType.EFI_SYSTEM, 2048, ESP_SECTORS).asBootable()));
  }

  private static FatVolume esp(Directory tree, long start) throws DiskException {
    return new FatVolume(tree, new FatOptions(ESP_SECTORS * 512L, "ESP", 7, start, 0));
  }

  private static RegularFile text(String text) {
    return new RegularFile(META, new Content.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] core(int sectors) {
    byte[] core = new byte[sectors * 512 - 100];
    Arrays.fill(core, (byte) 0x5A);
    ByteBuffer.wrap(core)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0x1F4, 1)
        .putShort(0x1FC, (short) (sectors - 1))
        .putShort(0x1FE, (short) 0x820);
    return core;
  }

  private static byte[] bootImage() {
    byte[] boot = new byte[512];
    Arrays.fill(boot, 0, 510, (byte) 0xBB);
    boot[510] = 0x55;
    boot[511] = (byte) 0xAA;
    return boot;
  }

  @Test
  void everythingIsInItsPlace() throws Exception {
    var tree = new Directory(META);
    tree.put("startup.nsh", text("echo hello"));
    SwapVolume swap = new SwapVolume(4096 * 512, DISK, "swap");
    Map<Integer, Volume> volumes = Map.of(2, esp(tree, 4096), 3, swap);
    var disk = new DiskImage(gpt(), volumes, new BiosBoot(bootImage(), core(100)));
    Path file = Oracle.write(disk, folder.resolve("disk"));

    assertThat(Files.size(file)).isEqualTo(SECTORS * 512);
    assertThat(Oracle.approve("sgdisk", "-v", file)).contains("No problems found");
    assertThat(Oracle.approve("mdir", "-i", file + "@@2M", "::")).contains("startup.nsh");
    assertThat(Oracle.approve("blkid", "-p", "-O", 69632 * 512, "-o", "export", file))
        .contains("TYPE=swap");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(0x5C)).isEqualTo(2048);
    assertThat(bytes.get(0x64)).isEqualTo((byte) 0xFF);
    assertThat(bytes.getShort(0x66)).isEqualTo((short) 0x9090);
    assertThat(bytes.get(0x1B7)).isEqualTo((byte) 0xBB);
    assertThat(bytes.get(0x1B8)).isZero();
    assertThat(bytes.get(0x1C2)).isEqualTo((byte) 0xEE);
    int core = 2048 * 512;
    assertThat(bytes.getLong(core + 0x1F4)).isEqualTo(2049);
    assertThat(bytes.getShort(core + 0x1FC)).isEqualTo((short) 99);
    assertThat(bytes.getShort(core + 0x1FE)).isEqualTo((short) 0x820);
    assertThat(bytes.get(core + 100 * 512 - 101)).isEqualTo((byte) 0x5A);
    assertThat(bytes.get(core + 100 * 512 - 100)).isZero();
  }

  @Test
  void itIsWrittenInAscendingOrderAtAnyOffset() throws Exception {
    var disk = new DiskImage(gpt(), Map.of(), new BiosBoot(bootImage(), core(2)));
    var positions = new ArrayList<Long>();
    disk.writeTo(
        4096,
        (position, data) -> {
          positions.add(position);
          data.position(data.limit());
        });
    assertThat(positions).containsExactly(4096L, 4096 + 2048 * 512L, 4096 + (SECTORS - 33) * 512);
  }

  @Test
  void whatDoesNotFitIsRefused() throws Exception {
    SwapVolume large = new SwapVolume(4097 * 4096, DISK, "");
    assertThatThrownBy(() -> new DiskImage(gpt(), Map.of(3, large), null))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("partition 3 (SWAP) has 2097152 bytes, too few");
    assertThatThrownBy(() -> new DiskImage(gpt(), Map.of(4, large), null))
        .hasMessageContaining("no partition 4");
    assertRefused("2049 sectors, the BIOS boot partition only 2048", gpt(), core(2049));
    assertRefused("only 2047 lie between", mbr(), core(2048));
    new DiskImage(gpt(), Map.of(), new BiosBoot(bootImage(), core(2048)));
    new DiskImage(mbr(), Map.of(), new BiosBoot(bootImage(), core(2047)));
    PartitionTable bare = PartitionTable.gpt(DISK, SECTORS, List.of());
    assertRefused("no BIOS boot partition", bare, core(2));
    assertRefused("made by grub-mkimage", gpt(), new byte[2048]);
    assertThatThrownBy(() -> new BiosBoot(new byte[512], core(2))).hasMessageContaining("55 AA");
  }

  private static void assertRefused(String message, PartitionTable table, byte[] core) {
    assertThatThrownBy(() -> new DiskImage(table, Map.of(), new BiosBoot(bootImage(), core)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aVolumeThatLeavesItsPartitionIsStopped() throws Exception {
    Volume rogue =
        new Volume() {
          @Override
          public long size() {
            return 512;
          }

          @Override
          public void writeTo(long offset, DiskSink sink) throws IOException {
            sink.write(offset + 4096 * 512 - 1, ByteBuffer.allocate(2));
          }
        };
    var disk = new DiskImage(gpt(), Map.of(3, rogue), null);
    assertThatThrownBy(() -> disk.writeTo(0, (_, _) -> {}))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("wrote 2 bytes");
  }

  /** Boots the disk and reads the serial line until the text is there. */
  private static String boot(String wanted, Object... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64"));
    command.addAll(List.of("-accel", "tcg", "-m", "256", "-display", "none", "-net", "none"));
    command.addAll(List.of("-serial", "stdio", "-monitor", "none", "-no-reboot"));
    Arrays.stream(options).map(Object::toString).forEach(command::add);
    Process machine = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream in = machine.getInputStream()) {
      var said = new StringBuilder();
      byte[] buffer = new byte[4096];
      // Asked before each read: a machine that has said it may say nothing more.
      while (said.indexOf(wanted) < 0) {
        int length = in.read(buffer);
        if (length < 0) {
          break;
        }
        said.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
      }
      return said.toString();
    } finally {
      machine.destroyForcibly();
      machine.waitFor();
    }
  }

  private byte[] grubCore(String partitionModule) throws Exception {
    Path config = folder.resolve("early.cfg");
    Files.writeString(
        config,
        """
        serial --unit=0 --speed=115200
        terminal_output serial
        search --no-floppy --file /hello.cfg --set root
        configfile /hello.cfg
        """);
    Path core = folder.resolve("core.img");
    Oracle.approve(
        "grub-mkimage",
        "-O",
        "i386-pc",
        "-p",
        "/",
        "-c",
        config,
        "-o",
        core,
        "biosdisk",
        partitionModule,
        "fat",
        "search",
        "search_fs_file",
        "normal",
        "configfile",
        "serial",
        "terminal",
        "echo",
        "test");
    return Files.readAllBytes(core);
  }

  private void bootsByBios(PartitionTable table, int number, String module) throws Exception {
    var tree = new Directory(META);
    tree.put("hello.cfg", text("echo \"GRUB reads $root\"\n"));
    var boot =
        new BiosBoot(
            Files.readAllBytes(Path.of("/usr/lib/grub/i386-pc/boot.img")), grubCore(module));
    long start = table.partitions().get(number - 1).start();
    var disk = new DiskImage(table, Map.of(number, esp(tree, start)), boot);
    Path file = Oracle.write(disk, folder.resolve("bios.disk"));
    String wanted = "GRUB reads hd0";
    assertThat(boot(wanted, "-drive", "format=raw,if=virtio,file=" + file)).contains(wanted);
  }

  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  @Test
  void grubBootsByBiosFromAGpt() throws Exception {
    bootsByBios(gpt(), 2, "part_gpt");
  }

  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  @Test
  void grubBootsByBiosFromAnMbr() throws Exception {
    bootsByBios(mbr(), 1, "part_msdos");
  }

  @Tag("slow")
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  @Test
  void uefiFirmwareReadsTheEsp() throws Exception {
    for (PartitionTable table : List.of(gpt(), mbr())) {
      int number = table.partitions().size() == 1 ? 1 : 2;
      var tree = new Directory(META);
      tree.put("startup.nsh", text("@echo -off\r\nfs0:\r\nls \"a long name\"\r\n"));
      tree.directory("a long name", META).put("Another File.config", text("x"));
      long start = table.partitions().get(number - 1).start();
      var disk = new DiskImage(table, Map.of(number, esp(tree, start)), null);
      Path file = folder.resolve("uefi.disk");
      Files.deleteIfExists(file);
      Oracle.write(disk, file);
      String wanted = "Another File.config";
      assertThat(
              boot(
                  wanted,
                  "-drive",
                  "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
                  "-drive",
                  "format=raw,if=virtio,file=" + file))
          .contains(wanted);
    }
  }
}
