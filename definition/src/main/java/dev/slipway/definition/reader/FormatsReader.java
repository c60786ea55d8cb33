package dev.slipway.definition.reader;

import dev.slipway.definition.FormatSpec;
import dev.slipway.definition.FormatSpec.Compat;
import dev.slipway.definition.FormatSpec.Compression;
import dev.slipway.definition.FormatSpec.Qcow2;
import dev.slipway.definition.source.Located;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code formats}. */
final class FormatsReader {
  private static final String EXAMPLE = "formats: [raw, qcow2]";

  private static final Map<String, String> ALIASES =
      Map.of(
          "img", "raw",
          "qcow", "qcow2",
          "vhd", "vhd-hyperv",
          "vpc", "vhd-hyperv",
          "azure", "vhd-azure",
          "xen", "vhd-xen",
          "ovf", "ova",
          "vagrant", "vagrant-libvirt",
          "kubevirt", "containerdisk");

  private static final Keys NAMES = Keys.of(FormatSpec.NAMES.toArray(String[]::new));
  static final Keys QCOW2_KEYS = Keys.of("compat", "compression");

  private final Block top;

  private FormatsReader(Block top) {
    this.top = top;
  }

  static List<FormatSpec> read(Block top) {
    FormatsReader reader = new FormatsReader(top);
    List<Located<FormatSpec>> list = top.entries("formats", EXAMPLE, reader::entry);
    top.problems().repeated(list, FormatSpec::name, "format");
    if (HeadReader.isEmptyList(top, "formats")) {
      top.error("formats", "names none; name one or leave it out for qcow2");
    }
    return list.isEmpty() ? List.of(Qcow2.USUAL) : Located.values(list);
  }

  private Optional<FormatSpec> entry(Value value) {
    if (!(value instanceof Value.Fields map)) {
      return top.read(value, "formats", FormatsReader::word);
    }
    Optional<Block> block =
        Block.of(value, "formats", NAMES, "{qcow2: {compression: zstd}}", top.problems());
    if (map.fields().size() != 1) {
      top.problems().error(map.at(), "`formats`: an entry is one format; write `- ` before each");
      return Optional.empty();
    }
    if (block.isPresent() && !block.get().has("qcow2")) {
      String name = map.fields().getFirst().key();
      block.get().error(name, "has no settings; write `" + name + "` alone");
      return Optional.empty();
    }
    return block
        .flatMap(b -> b.block("qcow2", QCOW2_KEYS, "qcow2: {compression: zstd}"))
        .map(FormatsReader::qcow2);
  }

  /** A format by its name alone. */
  private static FormatSpec word(Value value) throws Mistake {
    Optional<FormatSpec> named = FormatSpec.named(Forms.text(value));
    if (named.isPresent()) {
      return named.get();
    }
    Map<String, FormatSpec> words = new LinkedHashMap<>();
    FormatSpec.NAMES.forEach(name -> words.put(name, FormatSpec.named(name).orElseThrow()));
    return Forms.choice(words, ALIASES).read(value);
  }

  private static FormatSpec qcow2(Block block) {
    Compat compat =
        block
            .optional(
                "compat",
                Forms.choice(
                    Words.of(Compat.values(), Compat::word),
                    Map.of("v3", "1.1", "3", "1.1", "v2", "0.10", "2", "0.10")))
            .orElse(Compat.V1_1);
    Compression compression =
        block
            .optional(
                "compression",
                Forms.choice(
                    Words.of(Compression.values()), Map.of("deflate", "zlib", "gzip", "zlib")))
            .orElse(Compression.ZLIB);
    if (compat == Compat.V0_10 && compression == Compression.ZSTD) {
      block.error("compression", "zstd needs compat \"1.1\"; write `zlib`");
    }
    return new Qcow2(compat, compression);
  }
}
