package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.BuildException;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.disk.partition.Partition;
import dev.slipway.disk.partition.PartitionTable;
import dev.slipway.disk.partition.PartitionType;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where things are on the disk, and what the root file system says of it. */
class DiskLayoutTest {
  private static final long MIB = 2048;

  @TempDir private Path folder;
  private final Directory root = new Directory(Metadata.ofRoot(0755, 0));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gpt; bios, uefi; 512MiB; BIOS_BOOT EFI_SYSTEM SWAP LINUX",
        "gpt; bios, uefi; ''    ; BIOS_BOOT EFI_SYSTEM LINUX",
        "gpt; bios      ; ''    ; BIOS_BOOT LINUX",
        "gpt; uefi      ; 64MiB ; EFI_SYSTEM SWAP LINUX",
        "mbr; bios      ; ''    ; LINUX",
        "mbr; bios      ; 64MiB ; SWAP LINUX",
        "mbr; bios, uefi; ''    ; EFI_SYSTEM LINUX",
      })
  void partitionsAreAlignedAndTheRootIsLast(String table, String boot, String swap, String expected)
      throws Exception {
    Definition definition =
        definition(
            "disk:\n  size: 2GiB\n  table: %s\n  boot: [%s]\n%s"
                .formatted(table, boot, swap.isEmpty() ? "" : "  swap: " + swap + "\n"));
    PartitionTable found = new DiskLayout(definition, Architecture.AMD64).table();
    assertThat(found.getClass().getSimpleName()).isEqualToIgnoringCase(table);
    List<Partition> partitions = found.partitions();
    assertThat(partitions.stream().map(p -> p.type().name())).containsExactly(expected.split(" "));
    long end = 0;
    for (Partition each : partitions) {
      assertThat(each.start() % MIB).as("start of " + each).isZero();
      assertThat(each.start()).as("no overlap").isGreaterThanOrEqualTo(Math.max(end, MIB));
      end = each.start() + each.sectors();
    }
    assertThat(end).isLessThanOrEqualTo(2048 * MIB - (table.equals("gpt") ? 33 : 0));
    assertThat(end).as("the root takes the rest").isGreaterThan(2046 * MIB);
    assertThat(partitions.getLast().type()).isEqualTo(PartitionType.LINUX);
    assertThat(DiskLayout.numberOf(found, PartitionType.LINUX)).contains(partitions.size());
  }

  @Test
  void idsFollowFromTheNameAndArchitectureOnly() throws Exception {
    DiskLayout one = new DiskLayout(definition(""), Architecture.AMD64);
    DiskLayout same =
        new DiskLayout(definition("description: other\ndisk:\n  size: 4GiB\n"), Architecture.AMD64);
    assertThat(same.rootId()).isEqualTo(one.rootId()).isNotEqualTo(one.swapId());
    assertThat(same.diskId()).isEqualTo(one.diskId());
    assertThat(new DiskLayout(definition(""), Architecture.I386).rootId())
        .isNotEqualTo(one.rootId());
    assertThat(one.espUuid()).matches("[0-9A-F]{4}-[0-9A-F]{4}");
  }

  @Test
  void grubBootsTheNewestKernelFromTheRoot() throws Exception {
    Definition definition =
        definition("kernel:\n  flavour: cloud\n  arguments: [quiet, net.ifnames=0]\n");
    DiskLayout layout = new DiskLayout(definition, Architecture.AMD64);
    kernel("6.1.0-9");
    put(definition, layout);
    String text = text("boot/grub/grub.cfg");
    assertThat(text)
        .contains("linux /vmlinuz root=UUID=" + layout.rootId() + " ro ")
        .contains("console=ttyS0,115200 quiet net.ifnames=0")
        .contains("initrd /initrd.img")
        .contains("menuentry \"web_v1\"");
    assertThat(root.find("boot/efi")).isPresent();
  }

  @Test
  void withoutLinksTheNewestFileInBootIsTaken() throws Exception {
    Definition definition = definition("");
    for (String file : List.of("vmlinuz-6.1.0-9", "initrd.img-6.1.0-9")) {
      file("boot/" + file, "x");
    }
    put(definition, new DiskLayout(definition, Architecture.AMD64));
    assertThat(text("boot/grub/grub.cfg"))
        .contains("linux /boot/vmlinuz-6.1.0-9 ")
        .contains("initrd /boot/initrd.img-6.1.0-9");
  }

  @Test
  void aConsoleOfTheDefinitionsIsTheOnlyOne() throws Exception {
    Definition definition = definition("kernel:\n  arguments: [console=tty1]\n");
    kernel("6.1.0-9");
    put(definition, new DiskLayout(definition, Architecture.AMD64));
    assertThat(text("boot/grub/grub.cfg")).contains("ro console=tty1").doesNotContain("tty0 ");
  }

  @Test
  void anImageWithoutKernelSaysSo() throws Exception {
    Definition definition = definition("");
    assertThatThrownBy(() -> put(definition, new DiskLayout(definition, Architecture.AMD64)))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("the image has no /boot/vmlinuz-");
  }

  @Test
  void fstabNamesWhatIsThere() throws Exception {
    Definition definition = definition("disk:\n  size: 2GiB\n  swap: 64MiB\n");
    DiskLayout layout = new DiskLayout(definition, Architecture.AMD64);
    kernel("6.1.0-9");
    file("etc/fstab", "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n");
    put(definition, layout);
    assertThat(text("etc/fstab").lines())
        .containsExactly(
            "UUID=" + layout.rootId() + " / ext4 errors=remount-ro 0 1",
            "UUID=" + layout.espUuid() + " /boot/efi vfat umask=0077,nofail 0 2",
            "UUID=" + layout.swapId() + " none swap sw 0 0");
  }

  @Test
  void anFstabOfTheUsersStays() throws Exception {
    Definition definition = definition("");
    kernel("6.1.0-9");
    file("etc/fstab", "/dev/vda1 / ext4 rw 0 1\n");
    put(definition, new DiskLayout(definition, Architecture.AMD64));
    assertThat(text("etc/fstab")).isEqualTo("/dev/vda1 / ext4 rw 0 1\n");
  }

  private Definition definition(String more) throws Exception {
    return Definitions.in(folder, more);
  }

  private void put(Definition definition, DiskLayout layout) throws Exception {
    new BootFiles(definition, Architecture.AMD64, layout).putInto(root, new SealTree(root, 0));
  }

  private void kernel(String version) {
    for (String name : List.of("vmlinuz", "initrd.img")) {
      file("boot/" + name + "-" + version, "x");
      root.put(name, new Symlink(Metadata.ofRoot(0777, 0), "boot/" + name + "-" + version));
    }
  }

  private void file(String path, String text) {
    new SealTree(root, 0).put(path, text, 0644);
  }

  private String text(String path) {
    Content content = ((RegularFile) root.find(path).orElseThrow()).content();
    return new String(((Content.Bytes) content).bytes(), StandardCharsets.UTF_8);
  }
}
