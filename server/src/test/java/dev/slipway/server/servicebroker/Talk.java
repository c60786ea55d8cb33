package dev.slipway.server.servicebroker;

import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A platform that speaks one version of the API, about one instance and one binding of it. */
final class Talk {
  /** The catalog that it knows. */
  static final String CATALOG =
      """
      services:
        - name: quick
          id: quick
          description: Done at once
          bindable: true
          plan_updateable: true
          instances_retrievable: true
          bindings_retrievable: true
          backend: quick
          dashboard_url: https://pages.example.net/{instance}
          plans:
            - {name: small, id: small, description: Small, limits: {storage: 10 MiB},
               binding_rotatable: true}
            - {name: large, id: large, description: Large, limits: {storage: 1 GiB}}
            - {name: stays, id: stays, description: Stays, plan_updateable: false}
            - {name: few, id: few, description: Few, limits: {instances: 1}}
            - {name: alone, id: alone, description: Alone, bindable: false}
            - name: versioned
              id: versioned
              description: Has a version
              maintenance_info: {version: 1.2.0, description: New}
            - name: strict
              id: strict
              description: Takes a size only
              binding_rotatable: true
              schemas:
                service_instance:
                  create: {parameters: &size {$schema: "http://json-schema.org/draft-04/schema#",
                    type: object, additionalProperties: false, required: [size],
                    properties: {size: {type: integer}}}}
                  update: {parameters: &change {$schema: "http://json-schema.org/draft-04/schema#",
                    type: object, additionalProperties: false,
                    properties: {size: {type: integer}}}}
                service_binding:
                  create: {parameters: &role {$schema: "http://json-schema.org/draft-04/schema#",
                    type: object, required: [role], properties: {role: {enum: [read, write]}}}}
        - name: slow
          id: slow
          description: Takes long
          bindable: true
          plan_updateable: true
          instances_retrievable: true
          bindings_retrievable: true
          backend: slow
          plans:
            - {name: one, id: one, description: One, limits: {storage: 10 MiB}}
            - {name: two, id: two, description: Two, limits: {storage: 1 GiB}}
        - name: closed
          id: closed
          description: Bound, it is not removed, and nothing can be fetched
          bindable: true
          backend: quick
          cascade: false
          app_required: true
          plans:
            - {name: plain, id: plain, description: Plain}
        - name: allowed
          id: allowed
          description: May drain and mount
          bindable: true
          backend: quick
          requires: [syslog_drain, volume_mount]
          plans:
            - {name: drain, id: drain, description: Drain}
      """
          .replaceAll("&(size|change|role) ", "");

  private final TestBroker broker;
  private final String version;
  private final Script script;
  private final FolderBackend quick;
  private final String instance = UUID.randomUUID().toString();
  private final String binding = UUID.randomUUID().toString();

  Talk(TestBroker broker, String version, Script script, FolderBackend quick) {
    this.broker = broker;
    this.version = version;
    this.script = script;
    this.quick = quick;
  }

  Script script() {
    return script;
  }

  FolderBackend quick() {
    return quick;
  }

  String version() {
    return version;
  }

  TestBroker broker() {
    return broker;
  }

  /** The instance's address. */
  String at() {
    return "/v2/service_instances/" + instance;
  }

  /** A binding's address. */
  String bindingAt() {
    return at() + "/service_bindings/" + binding;
  }

  Answer ask(String method, String path, String body) throws Exception {
    return broker.send(
        broker.request(method, path, body).setHeader("X-Broker-API-Version", version));
  }

  Answer ask(String method, String path) throws Exception {
    return ask(method, path, "");
  }

  /** What is sent to make an instance of a service and a plan, as in {@code quick/small}. */
  static ObjectNode instance(String plan) {
    return ids(plan).put("organization_guid", "organization").put("space_guid", "space");
  }

  /** What every request names. */
  static ObjectNode ids(String plan) {
    String[] names = plan.split("/", -1);
    return JsonNodeFactory.instance
        .objectNode()
        .put("service_id", names[0])
        .put("plan_id", names[1]);
  }

  /** An object with one key. */
  static ObjectNode one(String key, Object value) {
    return JsonNodeFactory.instance.objectNode().putPOJO(key, value);
  }

  Answer put(ObjectNode body) throws Exception {
    return ask("PUT", at(), body.toString());
  }

  Answer putAsync(ObjectNode body) throws Exception {
    return ask("PUT", at() + "?accepts_incomplete=true", body.toString());
  }

  Answer patch(ObjectNode body) throws Exception {
    return ask("PATCH", at(), body.toString());
  }

  Answer patchAsync(ObjectNode body) throws Exception {
    return ask("PATCH", at() + "?accepts_incomplete=true", body.toString());
  }

  Answer bind(ObjectNode body) throws Exception {
    return ask("PUT", bindingAt(), body.toString());
  }

  Answer bindAsync(ObjectNode body) throws Exception {
    return ask("PUT", bindingAt() + "?accepts_incomplete=true", body.toString());
  }

  Answer delete(String path, String plan) throws Exception {
    return ask("DELETE", path + query(plan));
  }

  Answer deleteAsync(String path, String plan) throws Exception {
    return ask("DELETE", path + query(plan) + "&accepts_incomplete=true");
  }

  static String query(String plan) {
    String[] names = plan.split("/", -1);
    return "?service_id=" + names[0] + "&plan_id=" + names[1];
  }

  /** An instance that is there. */
  Talk made(String plan) throws Exception {
    require(
        plan.startsWith("slow/") ? putAsync(instance(plan)) : put(instance(plan)), 200, 201, 202);
    require(put(instance(plan)), 200);
    return this;
  }

  /** An instance that is there, and a binding. */
  Talk bound(String plan) throws Exception {
    made(plan);
    ObjectNode body = ids(plan).put("app_guid", "application");
    require(plan.startsWith("slow/") ? bindAsync(body) : bind(body), 201, 202);
    require(bind(body), 200);
    return this;
  }

  /** Has what comes before in a scenario be so. */
  static Answer require(Answer answer, int... statuses) {
    for (int each : statuses) {
      if (answer.status() == each) {
        return answer;
      }
    }
    throw new AssertionError("before it: " + answer.status() + " " + answer.body());
  }

  static Answer first(int status) {
    throw new AssertionError("another operation, " + status);
  }
}
