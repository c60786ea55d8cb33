package dev.slipway.broker.quota;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.Bindings;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Instances;
import dev.slipway.broker.store.State;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** One look at a back end's instances. */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final JsonMapper JSON = new JsonMapper();

  /** What only grows by writing; connections come and go by themselves. */
  private static final List<String> WATCHED = List.of(Limits.STORAGE, Limits.MEMORY);

  /** Of ten: a restricted instance has to use less before it may write again. */
  private static final int ENOUGH_TENTHS = 9;

  private final Backend backend;
  private final Instances instances;
  private final Bindings bindings;
  private final Function<InstanceRow, Instance> resolve;
  private final Troubles troubles;

  Round(
      Backend backend,
      Instances instances,
      Bindings bindings,
      Function<InstanceRow, Instance> resolve,
      Troubles troubles) {
    this.backend = backend;
    this.instances = instances;
    this.bindings = bindings;
    this.resolve = resolve;
    this.troubles = troubles;
  }

  /**
   * Looks at an instance.
   *
   * @return whether the back end is there, so that others can be looked at
   */
  boolean look(InstanceRow row, String name) {
    String what = "instance " + row.id();
    try {
      decide(row);
      troubles.over(what);
      troubles.over("back end " + name);
      return true;
    } catch (BackendException e) {
      if (e.kind() == BackendException.Kind.UNAVAILABLE && !isThere(name)) {
        return false;
      }
      troubles.tell(what, e);
    } catch (RuntimeException e) {
      troubles.tell(what, e);
    }
    return true;
  }

  private boolean isThere(String name) {
    try {
      backend.check();
      return true;
    } catch (BackendException e) {
      troubles.tell("back end " + name, e);
      return false;
    }
  }

  private void decide(InstanceRow row) throws BackendException {
    Instance instance = resolve.apply(row);
    Limits limits = instance.limits();
    List<String> limited = WATCHED.stream().filter(w -> limits.of(w).isPresent()).toList();
    if (limited.isEmpty()) {
      if (row.restricted()) {
        restrict(row, instance, false, "its plan has no limit");
      }
      return;
    }
    Map<String, Long> usage = backend.usage(instance);
    List<String> told = limited.stream().filter(usage::containsKey).toList();
    if (told.isEmpty()) {
      return;
    }
    String why =
        told.stream()
            .map(w -> "%d of %d bytes of %s are used".formatted(usage.get(w), most(limits, w), w))
            .collect(Collectors.joining(", "));
    if (told.stream().anyMatch(w -> usage.getOrDefault(w, 0L) > enough(row, limits, w))) {
      // Again where it is so already: what was deleted is to make the files smaller.
      restrict(row, instance, true, why);
    } else if (row.restricted()) {
      restrict(row, instance, false, why);
    }
  }

  private static long enough(InstanceRow row, Limits limits, String what) {
    long most = most(limits, what);
    return row.restricted() ? most / 10 * ENOUGH_TENTHS : most;
  }

  private static long most(Limits limits, String what) {
    return limits.of(what).orElse(Long.MAX_VALUE);
  }

  private void restrict(InstanceRow row, Instance instance, boolean restricted, String why)
      throws BackendException {
    // It may have gone, or go, since the rows were read: then it is left alone.
    if (instances.find(row.id()).filter(now -> now.state() == State.READY).isEmpty()) {
      return;
    }
    backend.restrict(instance, bindingsOf(row), restricted);
    if (restricted == row.restricted()) {
      return;
    }
    instances.restricted(row.id(), restricted);
    LOG.info(
        "instance {} {}: {}",
        row.id(),
        restricted ? "may only read and delete" : "may write again",
        why);
  }

  private List<Binding> bindingsOf(InstanceRow row) {
    return bindings.of(row.id()).stream().map(Round::binding).toList();
  }

  private static Binding binding(BindingRow row) {
    return new Binding(row.name(), row.id(), JSON.readTree(row.parameters()));
  }
}
