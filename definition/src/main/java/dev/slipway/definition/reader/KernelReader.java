package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Kernel;
import dev.slipway.definition.Kernel.Flavour;
import dev.slipway.definition.source.Located;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code kernel}: a flavour, or a map of flavour and arguments. */
final class KernelReader {
  static final Keys KEYS =
      Keys.of("flavour", "arguments")
          .answering(
              Map.of("flavor", "did you mean `flavour`?", "cmdline", "write `arguments: [quiet]`"));
  private static final Form<Flavour> FLAVOUR = Forms.choice(Words.of(Flavour.values()));
  private static final Form<String> PRINTABLE =
      Forms.matching(
          "[A-Za-z0-9_.,:=/@%+\\[\\]-]+",
          256,
          "write one argument per entry, without spaces, quotes and signs that a boot loader's"
              + " shell reads: [quiet, \"console=ttyS0\"]");

  private KernelReader() {}

  static Kernel read(Block top, List<Architecture> architectures) {
    boolean pc32 = architectures.contains(Architecture.I386);
    Flavour otherwise = pc32 ? Flavour.GENERIC : Flavour.CLOUD;
    Optional<Value> value = top.value("kernel");
    Kernel kernel;
    if (value.isPresent() && value.get() instanceof Value.Fields) {
      kernel =
          top.block("kernel", KEYS, "kernel: {flavour: cloud}")
              .map(block -> ofMap(block, otherwise))
              .orElse(new Kernel(otherwise, List.of()));
    } else {
      kernel = new Kernel(top.optional("kernel", FLAVOUR).orElse(otherwise), List.of());
    }
    if (pc32 && kernel.flavour() == Flavour.CLOUD) {
      top.error("kernel", "Debian has no cloud kernel for i386; write `generic`");
    }
    return kernel;
  }

  private static Kernel ofMap(Block block, Flavour otherwise) {
    List<Located<String>> arguments =
        block.list("arguments", "arguments: [quiet, \"console=ttyS0\"]", KernelReader::argument);
    return new Kernel(
        block.optional("flavour", FLAVOUR).orElse(otherwise), Located.values(arguments));
  }

  private static String argument(Value value) throws Mistake {
    String text = PRINTABLE.read(value);
    if (text.startsWith("root=")) {
      throw new Mistake(
          "`root=` is set by Slipway, which knows the root file system; leave it out");
    }
    return text;
  }
}
