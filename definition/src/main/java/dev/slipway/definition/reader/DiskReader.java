package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.DiskSpec;
import dev.slipway.definition.DiskSpec.RootSpec;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.TableType;
import dev.slipway.definition.source.Located;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code disk}. */
final class DiskReader {
  private static final String EXAMPLE = "disk: {size: 2GiB}";
  static final Keys KEYS =
      Keys.of("size", "table", "boot", "root", "swap", "esp")
          .answering(Map.of("format", "`formats` is a key of its own beside `disk`"));
  static final Keys ROOT_KEYS = Keys.of("filesystem", "label");
  private static final RootSpec ROOT = new RootSpec("root");
  private static final long SIZE = 2 * Sizes.GIB;
  private static final long ESP = 32 * Sizes.MIB;

  /** What the smallest Debian needs, nearly. */
  private static final long LEAST_ROOT = 128 * Sizes.MIB;

  /** Before, between and behind the partitions. */
  private static final long TABLES = 3 * Sizes.MIB;

  private final Block block;
  private final List<Architecture> architectures;

  private DiskReader(Block block, List<Architecture> architectures) {
    this.block = block;
    this.architectures = architectures;
  }

  static DiskSpec read(Block top, List<Architecture> architectures) {
    Value none = new Value.Fields(top.at("disk"), List.of());
    Value value = top.value("disk").orElse(none);
    return Block.of(value, "disk", KEYS, EXAMPLE, top.problems())
        .or(() -> Block.of(none, "disk", KEYS, EXAMPLE, top.problems()))
        .map(block -> new DiskReader(block, architectures).disk())
        .orElseThrow();
  }

  private DiskSpec disk() {
    long size = block.optional("size", Sizes.between(64 * Sizes.MIB, 16 * Sizes.TIB)).orElse(SIZE);
    TableType table =
        block
            .optional(
                "table",
                Forms.choice(Words.of(TableType.values()), Map.of("dos", "mbr", "msdos", "mbr")))
            .orElse(TableType.GPT);
    Set<Firmware> boot = boot(table);
    Optional<Long> swap = block.optional("swap", Sizes.between(Sizes.MIB, Sizes.TIB));
    boolean uefi = boot.contains(Firmware.UEFI);
    Optional<Long> given = block.optional("esp", Sizes.between(8 * Sizes.MIB, 2 * Sizes.GIB));
    if (block.has("esp") && !uefi) {
      block.error("esp", "the disk does not start by UEFI; leave it out or add uefi to `boot`");
    }
    long esp = uefi ? given.orElse(ESP) : 0;
    checkSize(size, table, swap.orElse(0L), esp);
    OptionalLong swapSize = swap.map(OptionalLong::of).orElse(OptionalLong.empty());
    return new DiskSpec(size, table, boot, root(), swapSize, esp);
  }

  private Set<Firmware> boot(TableType table) {
    Form<Firmware> form =
        Forms.choice(Words.of(Firmware.values()), Map.of("efi", "uefi", "legacy", "bios"));
    List<Located<Firmware>> list = block.list("boot", "boot: [bios, uefi]", form);
    block.problems().repeated(list, one -> one.name().toLowerCase(Locale.ROOT), "firmware");
    if (HeadReader.isEmptyList(block, "boot")) {
      block.error("boot", "names none; name one or leave it out");
    }
    if (list.isEmpty()) {
      return otherwise(table);
    }
    Set<Firmware> boot = EnumSet.copyOf(Located.values(list));
    new BootChecks(block, architectures, table).check(list);
    return boot;
  }

  private Set<Firmware> otherwise(TableType table) {
    Set<Firmware> boot = EnumSet.noneOf(Firmware.class);
    boolean arm = architectures.contains(Architecture.ARM64);
    if (table == TableType.MBR && arm) {
      block.error("table", BootChecks.ARM_NEEDS_GPT);
    }
    if (architectures.stream().anyMatch(Firmware.BIOS::isOf)) {
      boot.add(Firmware.BIOS);
    }
    if (table == TableType.GPT || arm) {
      boot.add(Firmware.UEFI);
    }
    return boot;
  }

  private RootSpec root() {
    Optional<Value> value = block.value("root");
    if (value.orElse(null) instanceof Value.Fields) {
      return block
          .block("root", ROOT_KEYS, "root: {filesystem: ext4, label: root}")
          .map(DiskReader::root)
          .orElse(ROOT);
    }
    return block.optional("root", DiskReader::filesystem).orElse(ROOT);
  }

  private static RootSpec root(Block root) {
    root.optional("filesystem", DiskReader::filesystem);
    Form<String> label =
        Forms.matching("[A-Za-z0-9._-]+", 16, "use letters, digits and . _ - (it is for LABEL=)");
    return root.optional("label", label).map(RootSpec::new).orElse(ROOT);
  }

  private static RootSpec filesystem(Value value) throws Mistake {
    Forms.choice(Map.of("ext4", ROOT)).read(value);
    return ROOT;
  }

  private void checkSize(long size, TableType table, long swap, long esp) {
    long needed = esp + swap + TABLES + LEAST_ROOT;
    if (size < needed) {
      String parts =
          (esp > 0 ? "an ESP of " + Sizes.show(esp) + ", " : "")
              + (swap > 0 ? "swap of " + Sizes.show(swap) + ", " : "");
      block.error(
          "size",
          Sizes.show(size)
              + " is too small for "
              + parts
              + "and a root of at least "
              + Sizes.show(LEAST_ROOT)
              + "; write at least `"
              + Sizes.show(needed)
              + "`");
    }
    if (table == TableType.MBR && size > 2 * Sizes.TIB) {
      block.error("size", "an MBR table reaches to 2TiB only; write `table: gpt`");
    }
  }
}
