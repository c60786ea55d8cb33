package dev.slipway.server.servicebroker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.operation.BindRequest;
import dev.slipway.broker.operation.BindingOperations;
import dev.slipway.broker.operation.BindingState;
import dev.slipway.broker.operation.LastOperations;
import dev.slipway.broker.operation.Result;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.ObjectNode;

/** Bindings. */
final class BindingRoutes {
  private static final String BINDING = InstanceRoutes.INSTANCE + "/service_bindings/{binding_id}";

  private final BindingOperations bindings;
  private final LastOperations operations;

  BindingRoutes(BindingOperations bindings, LastOperations operations) {
    this.bindings = bindings;
    this.operations = operations;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .PUT(BINDING, this::bind)
        .GET(BINDING, this::fetch)
        .DELETE(BINDING, this::unbind)
        .GET(BINDING + "/last_operation", this::lastOperation)
        .build();
  }

  private ServerResponse bind(ServerRequest request) throws BrokerException, IOException {
    String instance = Asked.id(request, "instance_id");
    String id = Asked.id(request, "binding_id");
    Body body = Body.read(request);
    ObjectNode resource = body.object("bind_resource");
    Optional<String> app = body.text("app_guid");
    Result<BindingState> result =
        bindings.bind(
            instance,
            id,
            new BindRequest(
                body.need("service_id"),
                body.need("plan_id"),
                app.isPresent() ? app : new Body(resource).text("app_guid"),
                resource,
                body.object("parameters"),
                body.text("predecessor_binding_id"),
                Asked.async(request)),
            Gate.asker(request));
    return switch (result) {
      case Result.Done<BindingState>(boolean fresh, BindingState state) ->
          Answers.of(
              fresh ? HttpStatus.CREATED : HttpStatus.OK, state.bound().orElseGet(Answers::object));
      case Result.Going<BindingState>(String operation, _) ->
          Answers.of(HttpStatus.ACCEPTED, Answers.object().put("operation", operation));
    };
  }

  private ServerResponse fetch(ServerRequest request) throws BrokerException {
    BindingState state =
        bindings.fetch(Asked.id(request, "instance_id"), Asked.id(request, "binding_id"));
    ObjectNode body = state.bound().orElseGet(Answers::object);
    body.set("parameters", Body.json(state.row().parameters()));
    return Answers.of(HttpStatus.OK, body);
  }

  private ServerResponse unbind(ServerRequest request) throws BrokerException {
    return InstanceRoutes.removed(
        bindings.unbind(
            Asked.id(request, "instance_id"),
            Asked.id(request, "binding_id"),
            Asked.remove(request),
            Gate.asker(request)));
  }

  private ServerResponse lastOperation(ServerRequest request) throws BrokerException {
    return OperationView.of(
        operations.ofBinding(
            Asked.id(request, "instance_id"),
            Asked.id(request, "binding_id"),
            Asked.one(request, "operation")));
  }
}
