package dev.slipway.definition.reader;

import dev.slipway.definition.Kernel;
import dev.slipway.definition.TestSpec;
import dev.slipway.definition.source.Located;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code test}: a flag, or a map. */
final class TestReader {
  static final Keys KEYS = Keys.of("expect", "commands", "timeout", "memory");
  private static final long MEMORY = 512 * Sizes.MIB;
  private static final TestSpec DEFAULTS =
      new TestSpec("login:", List.of(), Duration.ofMinutes(5), MEMORY);

  private TestReader() {}

  static Optional<TestSpec> read(Block top, Kernel kernel, boolean context) {
    Optional<Value> value = top.value("test");
    Optional<TestSpec> test =
        value.orElse(null) instanceof Value.Fields
            ? top.block("test", KEYS, "test: {expect: \"login:\"}").map(b -> test(b, context))
            : Optional.of(DEFAULTS).filter(_ -> top.flag("test", false));
    if (test.isPresent() && kernel.flavour() == Kernel.Flavour.NONE) {
      top.error(
          "test", "an image without a kernel does not boot; take away `test` or `kernel: none`");
    }
    return test;
  }

  private static TestSpec test(Block block, boolean context) {
    List<Located<String>> commands =
        block.list(
            "commands", "commands: [\"systemctl is-system-running\"]", Forms.free(4096, true));
    if (!commands.isEmpty() && !context) {
      block.error("commands", "reach the machine through its context; write `context: true`");
    }
    return new TestSpec(
        block.optional("expect", Forms.free(200, false)).orElse(DEFAULTS.expect()),
        Located.values(commands),
        block.optional("timeout", Durations::read).orElse(DEFAULTS.timeout()),
        block.optional("memory", Sizes.between(64 * Sizes.MIB, 64 * Sizes.GIB)).orElse(MEMORY));
  }
}
