package dev.slipway.server.servicebroker;

import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.OperationRow;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far an operation is.
 *
 * <p>Source: Open Service Broker API 2.17, "Polling Last Operation for Service Instances".
 */
final class OperationView {
  private static final String SECONDS = "10";

  private OperationView() {}

  /** An update that failed leaves the plan of before. */
  static ObjectNode failedUpdate() {
    return Answers.object().put("instance_usable", true).put("update_repeatable", true);
  }

  static ServerResponse of(OperationRow row) {
    ObjectNode body = Answers.object();
    ServerResponse.BodyBuilder answer = ServerResponse.ok();
    switch (row.status()) {
      case RUNNING -> {
        body.put("state", "in progress").put("description", row.kind().word() + " is going on");
        answer.header("Retry-After", SECONDS);
      }
      case SUCCEEDED -> body.put("state", "succeeded");
      case FAILED -> {
        body.put("state", "failed").put("description", row.description().orElse("it failed"));
        if (row.kind() == Kind.UPDATE) {
          body.setAll(failedUpdate());
        }
        if (row.kind() == Kind.DEPROVISION) {
          body.put("instance_usable", false);
        }
      }
    }
    return Answers.json(answer, body.toString());
  }
}
