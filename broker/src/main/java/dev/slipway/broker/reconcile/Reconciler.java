package dev.slipway.broker.reconcile;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds what is written down and not there, and what is there and not written down. It repairs only
 * what it is told to: what nobody here has written down may be another broker's.
 */
public final class Reconciler {
  /** An instance's name that none has. */
  private static final String NOBODY = "i_" + "0".repeat(32);

  private final Ledger ledger;
  private final Backends backends;
  private final Function<InstanceRow, Instance> resolve;

  /**
   * Over a broker's rows and back ends.
   *
   * @param resolve an instance as its back end knows it
   */
  public Reconciler(Ledger ledger, Backends backends, Function<InstanceRow, Instance> resolve) {
    this.ledger = ledger;
    this.backends = backends;
    this.resolve = resolve;
  }

  /**
   * What came of looking.
   *
   * @param unreached back ends that do not answer, with why: nothing is said of them
   */
  public record Report(List<Difference> differences, Map<String, String> unreached) {
    public Report {
      differences = List.copyOf(differences);
      unreached = Map.copyOf(unreached);
    }
  }

  /** Looks at all back ends. */
  public Report look() {
    List<Difference> found = new ArrayList<>();
    Map<String, String> unreached = new TreeMap<>();
    for (Map.Entry<String, Backend> each : new TreeMap<>(backends.byName()).entrySet()) {
      try {
        found.addAll(look(each.getKey(), each.getValue()));
      } catch (BackendException e) {
        unreached.put(each.getKey(), e.text());
      }
    }
    return new Report(found, unreached);
  }

  /**
   * Rows are written before things are made, and end after things are removed: rows are read before
   * and after what is there, and only what both say is a difference.
   */
  private List<Difference> look(String host, Backend backend) throws BackendException {
    List<InstanceRow> before = instances(host);
    List<BindingRow> bindingsBefore = bindings(before);
    Inventory there = backend.inventory();
    if (there.equals(Inventory.NOTHING) && before.isEmpty()) {
      return List.of();
    }
    List<InstanceRow> after = instances(host);
    List<BindingRow> bindingsAfter = bindings(after);
    Set<String> known = new HashSet<>();
    before.forEach(i -> known.add(i.name()));
    after.forEach(i -> known.add(i.name()));
    bindingsBefore.forEach(b -> known.add(b.name()));
    bindingsAfter.forEach(b -> known.add(b.name()));
    ledger
        .remains()
        .all()
        .forEach(r -> {
          known.add(r.instance());
          known.add(r.binding());
        });
    List<Difference> found = new ArrayList<>();
    there.instances().stream()
        .filter(i -> !known.contains(i))
        .forEach(i -> found.add(new Difference(Difference.Kind.UNKNOWN_INSTANCE, host, i, "")));
    there.bindings().stream()
        .filter(b -> !known.contains(b))
        .forEach(b -> found.add(new Difference(Difference.Kind.UNKNOWN_BINDING, host, b, "")));
    if (!there.equals(Inventory.NOTHING) || backend.isWatched()) {
      missing(host, there, before, after, bindingsBefore, bindingsAfter, found);
    }
    return found;
  }

  private static void missing(
      String host,
      Inventory there,
      List<InstanceRow> before,
      List<InstanceRow> after,
      List<BindingRow> bindingsBefore,
      List<BindingRow> bindingsAfter,
      List<Difference> found) {
    for (InstanceRow each : after) {
      boolean ready = each.state() == State.READY && before.contains(each);
      if (ready && !there.instances().contains(each.name())) {
        found.add(new Difference(Difference.Kind.MISSING_INSTANCE, host, each.name(), each.id()));
      }
    }
    for (BindingRow each : bindingsAfter) {
      boolean ready = each.state() == State.READY && bindingsBefore.contains(each);
      if (ready && !there.bindings().isEmpty() && !there.bindings().contains(each.name())) {
        found.add(
            new Difference(
                Difference.Kind.MISSING_BINDING,
                host,
                each.name(),
                each.instance() + "/" + each.id()));
      }
    }
  }

  private List<InstanceRow> instances(String backend) {
    return ledger.instances().list().stream().filter(i -> i.backend().equals(backend)).toList();
  }

  private List<BindingRow> bindings(List<InstanceRow> of) {
    Set<String> ids = new HashSet<>();
    of.forEach(i -> ids.add(i.id()));
    return ledger.bindings().list().stream().filter(b -> ids.contains(b.instance())).toList();
  }

  /**
   * Removes what nobody has written down, and makes instances anew, empty, that are gone. Bindings
   * that are gone are left: their secrets are not known to any application any more, so that it has
   * to be bound again.
   */
  public void repair(Difference difference) throws BackendException {
    Backend backend =
        backends
            .find(difference.backend())
            .orElseThrow(() ->
                new BackendException(
                    BackendException.Kind.REFUSED,
                    "the back end `" + difference.backend() + "` is not configured"));
    switch (difference.kind()) {
      case UNKNOWN_INSTANCE -> backend.deprovision(nameless(difference.name()));
      case UNKNOWN_BINDING ->
          backend.unbind(
              nameless(NOBODY),
              new Binding(difference.name(), "", JsonNodeFactory.instance.objectNode()));
      case MISSING_INSTANCE -> {
        Optional<InstanceRow> row = ledger.instances().find(difference.id());
        if (row.isPresent() && row.get().state() == State.READY) {
          backend.provision(resolve.apply(row.get()));
        }
      }
      case MISSING_BINDING -> {}
    }
  }

  private static Instance nameless(String name) {
    return new Instance(
        name,
        "",
        Limits.NONE,
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }
}
