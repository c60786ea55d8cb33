package dev.slipway.cli.image;

import dev.slipway.cloud.boot.BootSpec.CommandMedium;
import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.medium.ContextFormat;
import dev.slipway.context.medium.ContextMedium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A context medium that has a booted image run commands and tell about them.
 *
 * @param context what else is on it
 */
record TestMedium(ContextSpec context) implements CommandMedium {
  /** Passes where the context was applied without a failure, and shows what was done. */
  static final String APPLIED =
      "cat /var/lib/slipway-context/result && ! grep -q '^status failed' /var/lib/slipway-context/result";

  /** A medium with commands alone. */
  static TestMedium ofCommands() {
    return new TestMedium(ContextSpec.empty().withInstanceId("slipway-test"));
  }

  @Override
  public Path write(List<String> commands, Path folder) throws IOException {
    Path iso = folder.resolve("test.iso");
    try {
      ContextMedium.render(context.withTests(commands), "test", ContextFormat.SLIPWAY).write(iso);
    } catch (ContextException e) {
      throw new IllegalStateException("what was read is right", e);
    }
    return iso;
  }
}
