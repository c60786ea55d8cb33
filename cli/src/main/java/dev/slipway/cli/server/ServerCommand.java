package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.definition.Architecture;
import dev.slipway.server.Server;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.ServerConfigReader;
import dev.slipway.server.operation.Logs;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway server}. */
@Command(
    name = "server",
    description = "Runs the build service.",
    mixinStandardHelpOptions = true,
    subcommands = {BackupCommand.class, RestoreCommand.class, PasswordCommand.class},
    footer = {
      "",
      "Settings come from a file, from variables (listen.port is SLIPWAY_SERVER_LISTEN_PORT),",
      "and from these options; later ones win. See docs/server.md.",
      "Example:",
      "  slipway server --data /srv/slipway --set tls.generate=true"
    })
public final class ServerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings as YAML; server.yml of the data folder unless given.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where everything is kept; slipway-data unless given.")
  private @Nullable String data;

  @Option(names = "--address", description = "Where it listens; 127.0.0.1 unless given.")
  private @Nullable String address;

  @Option(names = "--port", description = "Where it listens; 5000 unless given.")
  private @Nullable String port;

  @Option(names = "--url", description = "Its address for people, mail and workers.")
  private @Nullable String url;

  @Option(names = "--amqp-port", description = "The embedded broker's; 5672 unless given.")
  private @Nullable String amqpPort;

  @Option(
      names = "--slots",
      description = "How many builds the local worker runs at once; 1 unless given.")
  private @Nullable String slots;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting: --set log.format=json")
  private Map<String, String> others = new LinkedHashMap<>();

  @Option(
      names = "--print-config",
      description = "Prints all settings and where each came from, without secrets.")
  private boolean print;

  ServerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ServerConfigReader.Result read;
    try {
      read =
          ServerConfigReader.read(
              Optional.ofNullable(file).map(surroundings.folder()::resolve),
              surroundings.environment(),
              flags(),
              surroundings.folder());
    } catch (ConfigException e) {
      return WrongConfig.explain(e, surroundings.err());
    }
    if (print) {
      surroundings.out().print(read.printed());
      return 0;
    }
    ServerConfig config = read.config();
    Logs.configure(config.log(), surroundings.err());
    // Heard here, since the broker ends itself, and badly, as soon as Java begins to end.
    Signals signals = Signals.hear();
    try (Server server = Server.start(config, means())) {
      tell(config, server);
      signals.await();
      surroundings.err().println("slipway: the build service ends");
    }
    return 0;
  }

  private Map<String, Flag> flags() {
    Map<String, Flag> flags = new LinkedHashMap<>();
    flag(flags, "data", "--data", data);
    flag(flags, "listen.address", "--address", address);
    flag(flags, "listen.port", "--port", port);
    flag(flags, "url", "--url", url);
    flag(flags, "amqp.port", "--amqp-port", amqpPort);
    flag(flags, "worker.slots", "--slots", slots);
    others.forEach((name, text) -> flag(flags, name, "--set " + name, text));
    return flags;
  }

  static void flag(Map<String, Flag> flags, String setting, String name, @Nullable String text) {
    if (text != null) {
      flags.put(setting, new Flag(name, text));
    }
  }

  private Server.Means means() throws Exception {
    Map<String, String> environment = new TreeMap<>();
    environment.put("SLIPWAY_CACHE", surroundings.cacheFolder().toString());
    return new Server.Means(
        surroundings.home().resolve("slipway"),
        Surroundings.PROGRAM,
        environment,
        Architecture.ofMachine(System.getProperty("os.arch", "")).orElseThrow(),
        InetAddress.getLocalHost().getHostName(),
        surroundings.clock(),
        new SecureRandom());
  }

  private void tell(ServerConfig config, Server server) {
    PrintStream err = surroundings.err();
    server
        .firstPassword()
        .ifPresent(p ->
            err.println(
                "slipway: sign in as `admin` with the password "
                    + p
                    + " (it is shown only now; change it)"));
    server
        .fingerprint()
        .ifPresent(f -> err.println("slipway: its certificate has the SHA-256 fingerprint " + f));
    if (server.fingerprint().isEmpty() && !ServerConfigReader.isLoopback(config.address())) {
      err.println(
          "slipway: it talks plain HTTP to other machines: set `tls.generate` or"
              + " `tls.certificate`, or have a proxy before it that talks TLS");
    }
    err.println("slipway: the build service is at " + server.address());
  }
}
