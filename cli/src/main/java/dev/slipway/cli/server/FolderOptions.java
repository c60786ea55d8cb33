package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.ServerConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names a server that has been there already, whether it runs or not. */
final class FolderOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "The server's settings.")
  private @Nullable Path file;

  @Option(names = "--data", paramLabel = "FOLDER", description = "The server's folder.")
  private @Nullable String data;

  /** Its settings; its folder is there. */
  ServerConfig config(Surroundings surroundings) throws ConfigException, IOException {
    Map<String, Flag> flags = new LinkedHashMap<>();
    ServerCommand.flag(flags, "data", "--data", data);
    ServerConfig config =
        ServerConfigReader.read(
                Optional.ofNullable(file).map(surroundings.folder()::resolve),
                surroundings.environment(),
                flags,
                surroundings.folder())
            .config();
    if (!Files.isDirectory(config.data())) {
      throw new NoSuchFileException(config.data().toString());
    }
    return config;
  }
}
