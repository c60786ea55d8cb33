package dev.slipway.cli.server;

import dev.slipway.broker.catalog.CatalogException;
import dev.slipway.cli.Surroundings;
import dev.slipway.server.ServiceBroker;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.ServerConfigReader;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.config.ServiceBrokerConfigReader;
import dev.slipway.server.config.TlsConfig;
import dev.slipway.server.operation.Logs;
import dev.slipway.server.servicebroker.CatalogFile;
import java.io.PrintStream;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway broker}. */
@Command(
    name = "broker",
    description = "Runs the service broker: the Open Service Broker API over a catalog.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckCatalog.class,
      CopyCatalog.class,
      ReloadCatalog.class,
      ReconcileCommand.class,
      ListOperations.class,
      RotateKey.class
    },
    footer = {
      "",
      "Settings come from a file, from variables (listen.port is SLIPWAY_BROKER_LISTEN_PORT),",
      "and from these options; later ones win. See docs/broker.md. `slipway broker reload`, or",
      "SIGHUP, has it read the catalog again.",
      "Example:",
      "  slipway broker --catalog examples/broker/catalog.yml --backend shared=static"
    })
public final class BrokerCommand implements Callable<Integer> {
  private static final int USED_WRONGLY = 2;

  private final Surroundings surroundings;

  @Mixin private BrokerOptions options = new BrokerOptions();

  @Option(names = "--address", description = "Where it listens; 127.0.0.1 unless given.")
  private @Nullable String address;

  @Option(names = "--port", description = "Where it listens; any free one unless given.")
  private @Nullable String port;

  @Option(
      names = "--print-config",
      description = "Prints all settings and where each came from, without secrets.")
  private boolean print;

  /** Runs in its surroundings. */
  public BrokerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream err = surroundings.err();
    try {
      ServiceBrokerConfigReader.Result read = options.read(surroundings, flags());
      if (print) {
        surroundings.out().print(read.printed());
        return 0;
      }
      Logs.configure(read.config().log(), err);
      run(read.config());
    } catch (ConfigException e) {
      return WrongConfig.explain(e, err);
    } catch (CatalogException e) {
      return explain(e, err);
    }
    return 0;
  }

  /** Prints all of a catalog's mistakes and returns the exit status. */
  static int explain(CatalogException fault, PrintStream err) {
    fault.diagnostics().forEach(err::println);
    err.println("slipway: the catalog has mistakes");
    return USED_WRONGLY;
  }

  private void run(ServiceBrokerConfig config) throws Exception {
    PrintStream err = surroundings.err();
    Set<String> names = Set.of("localhost", "127.0.0.1", InetAddress.getLocalHost().getHostName());
    // Said before anything is made.
    CatalogFile.read(config, new SecureRandom(), surroundings.clock());
    Signals signals = Signals.hear();
    try (RunningBroker _ = RunningBroker.claim(config.data());
        ServiceBroker broker =
            ServiceBroker.start(config, names, surroundings.clock(), new SecureRandom())) {
      Signals.on("HUP", broker::reload);
      broker
          .firstPassword()
          .ifPresent(p ->
              err.println(
                  "slipway: its user is `admin` with the password "
                      + p
                      + " (it is shown only now; set others by `users`)"));
      if (config.tls() instanceof TlsConfig.None
          && !ServerConfigReader.isLoopback(config.address())) {
        err.println(
            "slipway: it talks plain HTTP to other machines: set `tls.generate` or"
                + " `tls.certificate`, or have a proxy before it that talks TLS");
      }
      err.println("slipway: the service broker is at " + broker.address());
      signals.await();
      err.println("slipway: the service broker ends");
    }
  }

  private Map<String, Flag> flags() {
    Map<String, Flag> flags = new LinkedHashMap<>();
    ServerCommand.flag(flags, "listen.address", "--address", address);
    ServerCommand.flag(flags, "listen.port", "--port", port);
    return flags;
  }
}
