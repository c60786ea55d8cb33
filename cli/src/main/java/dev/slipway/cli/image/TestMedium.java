package dev.slipway.cli.image;

import dev.slipway.cloud.boot.BootSpec.CommandMedium;
import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.medium.ContextFormat;
import dev.slipway.context.medium.ContextMedium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A context medium that has a booted image run commands and tell about them. */
final class TestMedium implements CommandMedium {
  @Override
  public Path write(List<String> commands, Path folder) throws IOException {
    Path iso = folder.resolve("test.iso");
    try {
      ContextMedium.render(
              ContextSpec.empty().withTests(commands).withInstanceId("slipway-test"),
              "test",
              ContextFormat.SLIPWAY)
          .write(iso);
    } catch (ContextException e) {
      throw new IllegalStateException("a medium of commands alone is always right", e);
    }
    return iso;
  }
}
