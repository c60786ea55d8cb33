package dev.slipway.cli.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a broker is asked about: an instance, or one of its bindings. */
record Target(KnownInstance instance, Optional<KnownBinding> binding) {
  static Target of(KnownInstance instance) {
    return new Target(instance, Optional.empty());
  }

  static Target of(KnownInstance instance, KnownBinding binding) {
    return new Target(instance, Optional.of(binding));
  }

  /** Its path at the broker. */
  String path() {
    return "/v2/service_instances/"
        + instance.id()
        + binding.map(b -> "/service_bindings/" + b.id()).orElse("");
  }

  /** What many requests name, as a query. */
  String ids() {
    return "service_id="
        + encoded(instance.offer().serviceId())
        + "&plan_id="
        + encoded(instance.offer().planId());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Stage stage() {
    return binding.map(KnownBinding::stage).orElse(instance.stage());
  }

  String operation() {
    return binding.map(KnownBinding::operation).orElse(instance.operation());
  }

  /** For people. */
  String text() {
    return binding.map(b -> "binding " + b.name() + " of ").orElse("") + instance.name();
  }

  /** As commands take it. */
  String arguments() {
    return instance.name() + binding.map(b -> " " + b.name()).orElse("");
  }

  /** What is being done to it. */
  String doing() {
    return switch (stage()) {
          case CREATING -> binding.isPresent() ? "bind " : "create ";
          case UPDATING -> "update ";
          case DELETING, FAILED -> binding.isPresent() ? "unbind " : "delete ";
          case READY -> binding.isPresent() ? "bind " : "";
        }
        + arguments();
  }

  /** How to get rid of it. */
  String removal() {
    return "slipway service " + (binding.isPresent() ? "unbind " : "delete ") + arguments();
  }
}
