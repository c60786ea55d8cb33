package dev.slipway.server.servicebroker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.operation.InstanceOperations;
import dev.slipway.broker.operation.LastOperations;
import dev.slipway.broker.operation.ProvisionRequest;
import dev.slipway.broker.operation.Result;
import dev.slipway.broker.operation.UpdateRequest;
import dev.slipway.broker.store.InstanceRow;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.ObjectNode;

/** Instances. */
final class InstanceRoutes {
  static final String INSTANCE = "/v2/service_instances/{instance_id}";

  private final InstanceOperations instances;
  private final LastOperations operations;

  InstanceRoutes(InstanceOperations instances, LastOperations operations) {
    this.instances = instances;
    this.operations = operations;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .PUT(INSTANCE, this::provision)
        .GET(INSTANCE, this::fetch)
        .PATCH(INSTANCE, this::update)
        .DELETE(INSTANCE, this::deprovision)
        .GET(INSTANCE + "/last_operation", this::lastOperation)
        .build();
  }

  private ServerResponse provision(ServerRequest request) throws BrokerException, IOException {
    String id = Asked.id(request, "instance_id");
    Body body = Body.read(request);
    Result<InstanceRow> result =
        instances.provision(
            id,
            new ProvisionRequest(
                body.need("service_id"),
                body.need("plan_id"),
                body.need("organization_guid"),
                body.need("space_guid"),
                body.object("parameters"),
                body.object("context"),
                body.maintenance(),
                Asked.async(request)),
            Gate.asker(request));
    return made(result, HttpStatus.CREATED);
  }

  /** What is there, or will be. */
  private static ServerResponse made(Result<InstanceRow> result, HttpStatus fresh) {
    return switch (result) {
      case Result.Done<InstanceRow>(boolean isFresh, InstanceRow row) ->
          Answers.of(isFresh ? fresh : HttpStatus.OK, dashboard(row));
      case Result.Going<InstanceRow>(String operation, InstanceRow row) ->
          Answers.of(HttpStatus.ACCEPTED, dashboard(row).put("operation", operation));
    };
  }

  private static ObjectNode dashboard(InstanceRow row) {
    ObjectNode body = Answers.object();
    row.dashboard().ifPresent(url -> body.put("dashboard_url", url));
    return body;
  }

  private ServerResponse fetch(ServerRequest request) throws BrokerException {
    InstanceRow row = instances.fetch(Asked.id(request, "instance_id"));
    ObjectNode body = Answers.object();
    body.put("service_id", row.service()).put("plan_id", row.plan());
    row.dashboard().ifPresent(url -> body.put("dashboard_url", url));
    body.set("parameters", Body.json(row.parameters()));
    return Answers.of(HttpStatus.OK, body);
  }

  private ServerResponse update(ServerRequest request) throws BrokerException, IOException {
    String id = Asked.id(request, "instance_id");
    Body body = Body.read(request);
    UpdateRequest asked =
        new UpdateRequest(
            body.need("service_id"),
            body.text("plan_id"),
            body.optional("parameters"),
            body.optional("context"),
            body.maintenance(),
            Asked.async(request));
    try {
      return made(instances.update(id, asked, Gate.asker(request)), HttpStatus.OK);
    } catch (BrokerException e) {
      return Answers.of(e, hasFailed(e) ? OperationView.failedUpdate() : Answers.object());
    }
  }

  private static boolean hasFailed(BrokerException e) {
    return e.code() == BrokerException.Code.UNAVAILABLE || e.code() == BrokerException.Code.FAILED;
  }

  private ServerResponse deprovision(ServerRequest request) throws BrokerException {
    Result<InstanceRow> result =
        instances.deprovision(
            Asked.id(request, "instance_id"), Asked.remove(request), Gate.asker(request));
    return removed(result);
  }

  static <T> ServerResponse removed(Result<T> result) {
    return switch (result) {
      case Result.Done<T> _ -> Answers.of(HttpStatus.OK, Answers.object());
      case Result.Going<T>(String operation, _) ->
          Answers.of(HttpStatus.ACCEPTED, Answers.object().put("operation", operation));
    };
  }

  private ServerResponse lastOperation(ServerRequest request) throws BrokerException {
    String id = Asked.id(request, "instance_id");
    Optional<String> operation = Asked.one(request, "operation");
    return OperationView.of(operations.ofInstance(id, operation));
  }
}
