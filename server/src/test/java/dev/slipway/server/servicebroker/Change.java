package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.query;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.util.Locale;

/** What can be done to an instance and a binding of it, and what has to be there before. */
enum Change {
  PROVISION,
  UPDATE,
  BIND,
  UNBIND,
  DEPROVISION;

  static final String INSTANCE = "/v2/service_instances/one";
  static final String BINDING = INSTANCE + "/service_bindings/two";

  /** As the back end's steps have it. */
  String step(int number) {
    return name().toLowerCase(Locale.ROOT) + " " + number;
  }

  /** Makes what there has to be. */
  void prepare(TestBroker broker) throws Exception {
    if (this != PROVISION) {
      require(PROVISION.ask(broker), 201);
    }
    if (this == UNBIND || this == DEPROVISION) {
      require(BIND.ask(broker), 201);
    }
  }

  /** Does it. */
  Answer ask(TestBroker broker) throws Exception {
    return switch (this) {
      case PROVISION -> broker.ask("PUT", INSTANCE, instance("quick/small").toString());
      case UPDATE -> broker.ask("PATCH", INSTANCE, ids("quick/large").toString());
      case BIND -> broker.ask("PUT", BINDING, ids("quick/small").toString());
      case UNBIND -> broker.ask("DELETE", BINDING + query("quick/small"), "");
      case DEPROVISION -> broker.ask("DELETE", INSTANCE + query("quick/small"), "");
    };
  }

  /** What undoes it when it failed, as platforms ask for it. */
  Answer mitigate(TestBroker broker) throws Exception {
    return switch (this) {
      case PROVISION, DEPROVISION -> DEPROVISION.ask(broker);
      case BIND, UNBIND -> UNBIND.ask(broker);
      case UPDATE -> broker.ask("PATCH", INSTANCE, ids("quick/small").toString());
    };
  }
}
