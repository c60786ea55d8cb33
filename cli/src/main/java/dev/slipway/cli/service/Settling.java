package dev.slipway.cli.service;

import java.io.IOException;
import java.util.Optional;

/** Writes down how far a target is. */
record Settling(Memory memory) {
  /** Where it is now. */
  Target put(Target target, Stage stage, String operation) throws IOException {
    KnownInstance instance = target.instance();
    Optional<KnownBinding> binding = target.binding().map(b -> b.at(stage, operation));
    memory.change(instance, i -> binding.map(i::with).orElseGet(() -> i.at(stage, operation)));
    return binding.isPresent()
        ? new Target(instance.with(binding.get()), binding)
        : Target.of(instance.at(stage, operation));
  }

  /** What was going on has ended well. */
  void succeeded(Target target) throws IOException {
    switch (target.stage()) {
      case CREATING, READY -> put(target, Stage.READY, "");
      case UPDATING -> memory.change(target.instance(), i -> i.with(i.next()));
      case DELETING, FAILED -> forget(target);
    }
  }

  /** What was asked for was not begun: all is as it was. */
  void undone(Target target) throws IOException {
    switch (target.stage()) {
      case CREATING -> forget(target);
      case UPDATING -> memory.change(target.instance(), i -> i.with(i.offer()));
      case DELETING, FAILED, READY -> put(target, Stage.READY, "");
    }
  }

  /** It is gone. */
  void forget(Target target) throws IOException {
    if (target.binding().isPresent()) {
      memory.change(target.instance(), i -> i.without(target.binding().get()));
    } else {
      memory.forget(target.instance());
    }
  }
}
