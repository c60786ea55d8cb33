package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.operation.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway server backup}. */
@Command(
    name = "backup",
    description = "Writes a server's database, storage and secrets into a tar, while it runs.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway server backup --data /srv/slipway --to slipway.tar"})
final class BackupCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "The new tar.")
  private Path to = Path.of("");

  @Mixin private FolderOptions server = new FolderOptions();

  @Option(names = "--database-only", description = "Leaves sources and artifacts out.")
  private boolean databaseOnly;

  BackupCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ServerConfig config;
    try {
      config = server.config(surroundings);
    } catch (ConfigException e) {
      return WrongConfig.explain(e, surroundings.err());
    }
    Path tar = surroundings.folder().resolve(to);
    Backup.write(config, tar, !databaseOnly);
    surroundings.err().println("slipway: " + tar + " has the backup; keep it secret");
    return 0;
  }
}
