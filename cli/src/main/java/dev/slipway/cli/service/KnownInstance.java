package dev.slipway.cli.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An instance that this user has made.
 *
 * @param next the offer that an update is to bring; the present one otherwise
 * @param operation what the broker calls what it does; empty where nothing is known of it
 */
record KnownInstance(
    String name,
    String id,
    Offer offer,
    Offer next,
    String organization,
    String space,
    Stage stage,
    String operation,
    List<KnownBinding> bindings) {
  KnownInstance {
    bindings = List.copyOf(bindings);
  }

  KnownInstance at(Stage stage, String operation) {
    return new KnownInstance(
        name, id, offer, next, organization, space, stage, operation, bindings);
  }

  /** On the way to another offer. */
  KnownInstance towards(Offer other) {
    return new KnownInstance(
        name, id, offer, other, organization, space, Stage.UPDATING, "", bindings);
  }

  /** With an offer, and nothing on the way. */
  KnownInstance with(Offer present) {
    return new KnownInstance(
        name, id, present, present, organization, space, Stage.READY, "", bindings);
  }

  Optional<KnownBinding> binding(String named) {
    return bindings.stream().filter(b -> b.name().equals(named)).findFirst();
  }

  /** With a binding in the place of the one with its id. */
  KnownInstance with(KnownBinding binding) {
    List<KnownBinding> all = new ArrayList<>();
    boolean there = false;
    for (KnownBinding each : bindings) {
      boolean same = each.id().equals(binding.id());
      there |= same;
      all.add(same ? binding : each);
    }
    if (!there) {
      all.add(binding);
    }
    return new KnownInstance(name, id, offer, next, organization, space, stage, operation, all);
  }

  KnownInstance without(KnownBinding binding) {
    List<KnownBinding> others =
        bindings.stream().filter(b -> !b.id().equals(binding.id())).toList();
    return new KnownInstance(name, id, offer, next, organization, space, stage, operation, others);
  }
}
