package dev.slipway.cli.image;

import dev.slipway.cloud.boot.BootSpec.CommandMedium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A context medium that has a booted image run commands and tell about them. */
final class TestMedium implements CommandMedium {
  @Override
  public Path write(List<String> commands, Path folder) throws IOException {
    throw new IOException("later");
  }
}
