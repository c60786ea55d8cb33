package dev.slipway.cli.server;

import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.CatalogException;
import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.servicebroker.CatalogFaults;
import dev.slipway.server.servicebroker.CatalogFile;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway broker check}. */
@Command(
    name = "check",
    description = "Says what is wrong with a catalog, without starting a broker.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Where the data folder has a database, its instances have to keep their plans.",
      "Example:",
      "  slipway broker check --catalog catalog.yml --backend shared=static"
    })
final class CheckCatalog implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BrokerOptions options = new BrokerOptions();

  CheckCatalog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream err = surroundings.err();
    ServiceBrokerConfig config;
    Catalog catalog;
    try {
      config = options.read(surroundings, Map.of()).config();
      catalog = CatalogFile.read(config, new SecureRandom(), surroundings.clock());
      List<String> faults = new ArrayList<>(CatalogFaults.of(config, catalog));
      faults.addAll(CatalogFaults.ofSignOn(config, catalog));
      if (!faults.isEmpty()) {
        throw new ConfigException(
            faults.stream().map(f -> config.catalog() + ": error: " + f).toList());
      }
    } catch (ConfigException e) {
      return WrongConfig.explain(e, err);
    } catch (CatalogException e) {
      return BrokerCommand.explain(e, err);
    }
    int plans = catalog.services().stream().mapToInt(s -> s.plans().size()).sum();
    err.printf(
        "slipway: %s is right: %s, %s%n",
        config.catalog(), count(catalog.services().size(), "service"), count(plans, "plan"));
    return 0;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
