package dev.slipway.cli.server;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.relay.RelayCatalog;
import dev.slipway.broker.relay.RelayLimits;
import dev.slipway.broker.relay.RelayServer;
import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.BackendConfig;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServiceBrokerConfig;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway broker copy-catalog}. */
@Command(
    name = "copy-catalog",
    description = "Writes a catalog with what another broker offers, whose calls are passed to it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The other broker is a back end of the type relay in the settings.",
      "Example:",
      "  slipway broker copy-catalog market --config broker.yml --catalog catalog.yml"
    })
final class CopyCatalog implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "BACKEND", description = "The back end's name.")
  private String name = "";

  @Mixin private BrokerOptions options = new BrokerOptions();

  CopyCatalog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream err = surroundings.err();
    try {
      ServiceBrokerConfig config = options.read(surroundings, Map.of()).config();
      BackendConfig relay = relay(config);
      Trust trust = relay.ca().isPresent() ? Trust.of(relay.ca().get()) : Trust.JDK;
      RelayServer server = RelayServer.parse(relay.url()).trusting(trust);
      RelayCatalog catalog = RelayCatalog.fetch(server, name, RelayLimits.DEFAULT);
      catalog.write(config.catalog());
      catalog.leftOut().forEach(l -> err.println("slipway: left out: " + l));
      err.println("slipway: " + config.catalog() + " is written");
      return 0;
    } catch (ConfigException e) {
      return WrongConfig.explain(e, err);
    } catch (BrokerException e) {
      String fault = "error: the back end `" + name + "`: " + e.text();
      return WrongConfig.explain(new ConfigException(List.of(fault)), err);
    } catch (BackendException e) {
      err.println("slipway: " + e.text());
    } catch (FileAlreadyExistsException e) {
      err.println("slipway: " + e.getFile() + " is there already; name another file");
    }
    return 1;
  }

  private BackendConfig relay(ServiceBrokerConfig config) throws ConfigException {
    return config.backends().stream()
        .filter(b -> b.name().equals(name) && b.type().equals("relay"))
        .findFirst()
        .orElseThrow(() ->
            new ConfigException(
                List.of("error: no back end `" + name + "` of the type relay is configured")));
  }
}
