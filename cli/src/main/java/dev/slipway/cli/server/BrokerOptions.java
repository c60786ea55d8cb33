package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.ServiceBrokerConfigReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how a service broker is set up. */
final class BrokerOptions {
  /** Of `slipway service`: how to log in to a broker, which is no setting of one. */
  private static final String LOGIN = "SLIPWAY_BROKER_LOGIN";

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "What it offers: a catalog.yml, or a settings.yml of before.")
  private @Nullable String catalog;

  @Option(
      names = "--backend",
      paramLabel = "NAME=URL",
      description = {
        "A back end: shared=static, or its administrator's address. Who has a login in it writes",
        "it into a file that backends.NAME.url-file names: options can be read by all users."
      })
  private Map<String, String> backends = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings as YAML; broker.yml of the data folder unless given.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where everything is kept; slipway-broker unless given.")
  private @Nullable String data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting: --set log.format=json")
  private Map<String, String> others = new LinkedHashMap<>();

  /** All settings, from a file, variables and these options. */
  ServiceBrokerConfigReader.Result read(Surroundings surroundings, Map<String, Flag> more)
      throws ConfigException {
    Map<String, String> environment = new TreeMap<>(surroundings.environment());
    environment.remove(LOGIN);
    Map<String, Flag> flags = new LinkedHashMap<>();
    ServerCommand.flag(flags, "data", "--data", data);
    ServerCommand.flag(flags, "catalog", "--catalog", catalog);
    flags.putAll(more);
    backends.forEach((name, url) ->
        ServerCommand.flag(
            flags,
            "backends." + name + (url.equals("static") ? ".type" : ".url"),
            "--backend " + name,
            url));
    others.forEach((name, text) -> ServerCommand.flag(flags, name, "--set " + name, text));
    return ServiceBrokerConfigReader.read(
        Optional.ofNullable(file).map(surroundings.folder()::resolve),
        environment,
        flags,
        surroundings.folder());
  }
}
