package dev.slipway.server.servicebroker;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Origin;
import dev.slipway.broker.backend.Provisioned;
import dev.slipway.broker.relay.RelayBackend;
import java.util.List;

/** A relay whose calls are made again as long as they go on, as the broker does by its rows. */
record Followed(RelayBackend relay) {
  private interface Call<T> {
    T make(Instance instance) throws BackendException;
  }

  private static <T> T follow(Instance instance, Call<T> call) throws BackendException {
    Instance now = instance;
    while (true) {
      try {
        return call.make(now);
      } catch (BackendException e) {
        if (e.kind() != BackendException.Kind.GOING) {
          throw e;
        }
        now = instance.from(Origin.NOWHERE.asked("", "", "", e.goesOn()));
      }
    }
  }

  Provisioned provision(Instance instance) throws BackendException {
    return follow(instance, relay::provision);
  }

  void update(Instance instance, List<Binding> bindings) throws BackendException {
    follow(
        instance,
        i -> {
          relay.update(i, bindings);
          return true;
        });
  }

  Bound bind(Instance instance, Binding binding) throws BackendException {
    return follow(instance, i -> relay.bind(i, binding));
  }

  void unbind(Instance instance, Binding binding) throws BackendException {
    follow(
        instance,
        i -> {
          relay.unbind(i, binding);
          return true;
        });
  }

  void deprovision(Instance instance) throws BackendException {
    follow(
        instance,
        i -> {
          relay.deprovision(i);
          return true;
        });
  }
}
