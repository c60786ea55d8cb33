package dev.slipway.server.servicebroker;

import static org.springframework.web.servlet.function.RequestPredicates.all;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.operation.BindingOperations;
import dev.slipway.broker.operation.InstanceOperations;
import dev.slipway.broker.operation.LastOperations;
import dev.slipway.broker.operation.Offer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The Open Service Broker API, version 2.17. */
public final class ServiceBrokerApi {
  private final Offer offer;
  private final InstanceOperations instances;
  private final BindingOperations bindings;
  private final LastOperations operations;
  private final Gate gate;

  /**
   * Over what is asked of instances and bindings.
   *
   * @param versionRequired whether a request has to say which version it speaks
   */
  public ServiceBrokerApi(
      Offer offer,
      InstanceOperations instances,
      BindingOperations bindings,
      LastOperations operations,
      Users users,
      boolean versionRequired) {
    this.offer = offer;
    this.instances = instances;
    this.bindings = bindings;
    this.operations = operations;
    this.gate = new Gate(users, versionRequired);
  }

  /** Its routes; what is none of them is answered too, and only to the broker's users. */
  public RouterFunction<ServerResponse> routes() {
    RouterFunction<ServerResponse> known =
        route()
            .GET("/v2/catalog", this::catalog)
            .build()
            .and(new InstanceRoutes(instances, operations).routes())
            .and(new BindingRoutes(bindings, operations).routes());
    return known.and(route(all(), new OtherMethods(known)::answer)).filter(gate);
  }

  private ServerResponse catalog(ServerRequest request) {
    return Answers.json(ServerResponse.ok(), offer.catalog().published());
  }
}
