package dev.slipway.cli.server;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.catalog.CatalogException;
import dev.slipway.broker.reconcile.Difference;
import dev.slipway.broker.reconcile.Reconciler;
import dev.slipway.cli.Surroundings;
import dev.slipway.server.Reconciliation;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.operation.Logs;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code slipway broker reconcile}. */
@Command(
    name = "reconcile",
    description = {
      "Finds what a broker has written down and is not on its back ends, and what is there and",
      "not written down. Repairs only what is named: what is unknown may be another broker's."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  slipway broker reconcile \\",
      "    --data /srv/broker --repair i_0123456789abcdef0123456789abcdef"
    })
public final class ReconcileCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private BrokerOptions options = new BrokerOptions();

  @Option(
      names = "--repair",
      paramLabel = "NAME",
      description = {
        "Removes what is unknown and has this name on the back end, or makes an instance anew,",
        "empty, that is missing. Several times for several."
      })
  private List<String> repair = new ArrayList<>();

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  /** Runs in its surroundings. */
  public ReconcileCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream err = surroundings.err();
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.WARN), err);
    try {
      ServiceBrokerConfig config = options.read(surroundings, Map.of()).config();
      try (Reconciliation reconciliation =
          new Reconciliation(config, new SecureRandom(), surroundings.clock())) {
        return reconcile(reconciliation);
      }
    } catch (ConfigException e) {
      return WrongConfig.explain(e, err);
    } catch (CatalogException e) {
      e.diagnostics().forEach(err::println);
      return 2;
    }
  }

  /** Status 1 where something is left that is not as it is written down. */
  private int reconcile(Reconciliation reconciliation) {
    PrintStream err = surroundings.err();
    Reconciler.Report report = reconciliation.look();
    report
        .unreached()
        .forEach((name, why) -> err.println("slipway: nothing is said of `" + name + "`: " + why));
    List<Difference> left = new ArrayList<>();
    for (Difference each : report.differences()) {
      if (!repair.contains(each.name()) || !repaired(reconciliation, each)) {
        left.add(each);
      }
    }
    repair.stream()
        .filter(n -> report.differences().stream().noneMatch(d -> d.name().equals(n)))
        .forEach(n -> err.println("slipway: nothing is wrong with `" + n + "`"));
    print(left);
    return left.isEmpty() && report.unreached().isEmpty() ? 0 : 1;
  }

  private boolean repaired(Reconciliation reconciliation, Difference difference) {
    PrintStream err = surroundings.err();
    if (difference.kind() == Difference.Kind.MISSING_BINDING) {
      err.println(
          "slipway: the binding "
              + difference.id()
              + " cannot be made anew, since its application has another secret: bind it again");
      return false;
    }
    try {
      reconciliation.repair(difference);
      err.println("slipway: repaired " + difference.kind().word() + " " + difference.name());
      return true;
    } catch (BackendException e) {
      err.println("slipway: " + difference.name() + " cannot be repaired: " + e.text());
      return false;
    }
  }

  private void print(List<Difference> differences) {
    PrintStream out = surroundings.out();
    if (json) {
      out.println(new JsonMapper().writeValueAsString(Map.of("differences", differences)));
      return;
    }
    if (differences.isEmpty()) {
      out.println("All is as it is written down.");
    }
    for (Difference each : differences) {
      out.printf(
          "%-16s  %-12s  %s%s%n",
          each.kind().word(),
          each.backend(),
          each.name(),
          each.id().isEmpty() ? "" : "  " + each.id());
    }
  }
}
