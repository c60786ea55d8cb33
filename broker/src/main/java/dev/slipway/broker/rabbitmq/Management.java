package dev.slipway.broker.rabbitmq;

import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.http.Answer;
import dev.slipway.broker.http.Api;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The management plugin's HTTP API. */
final class Management implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String POLICY = "slipway";
  private static final Permissions ALL = new Permissions(".*", ".*", ".*");

  /** Names that match this are none: what is there can be consumed, purged and deleted. */
  private static final Permissions NO_WRITING = new Permissions(".*", "^$", ".*");

  private final Api api;
  private final String login;

  private record Permissions(String configure, String write, String read) {}

  private record Policy(String pattern, String applyTo, Map<String, Object> definition) {
    Map<String, Object> json() {
      return Map.of("pattern", pattern, "apply-to", applyTo, "definition", definition);
    }
  }

  Management(ServerUrl url) {
    this.api = new Api(url.uri(), url.trust());
    this.login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (url.user() + ":" + url.password()).getBytes(StandardCharsets.UTF_8));
  }

  JsonNode whoAmI() throws BackendException {
    return get("/whoami").expect(200).json();
  }

  void putVirtualHost(String name) throws BackendException {
    put("/vhosts/" + name, Map.of());
  }

  void deleteVirtualHost(String name) throws BackendException {
    delete("/vhosts/" + name);
  }

  boolean hasVirtualHost(String name) throws BackendException {
    return get("/vhosts/" + name).expect(200, 404).status() == 200;
  }

  Set<String> virtualHosts() throws BackendException {
    return texts("/vhosts?columns=name", "name");
  }

  Set<String> users() throws BackendException {
    return texts("/users?columns=name", "name");
  }

  /** Who may do something in a virtual host; nobody where there is none. */
  Set<String> users(String host) throws BackendException {
    return hasVirtualHost(host) ? texts("/vhosts/" + host + "/permissions", "user") : Set.of();
  }

  /** Makes a user who is no administrator of anything. */
  void putUser(String name, String passwordHash) throws BackendException {
    put("/users/" + name, Map.of("password_hash", passwordHash, "tags", ""));
  }

  /** The server closes its connections. */
  void deleteUser(String name) throws BackendException {
    delete("/users/" + name);
  }

  void allow(String host, String user, boolean writing) throws BackendException {
    put("/permissions/" + host + "/" + user, writing ? ALL : NO_WRITING);
  }

  void closeConnections(String user) throws BackendException {
    delete("/connections/username/" + user);
  }

  /** Limits a virtual host as a whole; none where it is empty. */
  void limit(String host, String what, OptionalLong most) throws BackendException {
    String path = "/vhost-limits/" + host + "/" + what;
    if (most.isPresent()) {
      put(path, Map.of("value", most.getAsLong()));
    } else {
      delete(path);
    }
  }

  /** Limits each queue of a virtual host; none where it is empty. */
  void limitQueues(String host, OptionalLong bytes) throws BackendException {
    String operators = "/operator-policies/" + host + "/" + POLICY;
    String users = "/policies/" + host + "/" + POLICY;
    if (bytes.isPresent()) {
      // An operator's policy cannot say what happens then; by default the oldest would be dropped.
      put(users, new Policy(".*", "queues", Map.of("overflow", "reject-publish")).json());
      Map<String, Object> most = Map.of("max-length-bytes", bytes.getAsLong());
      put(operators, new Policy(".*", "queues", most).json());
    } else {
      delete(operators);
      delete(users);
    }
  }

  JsonNode queues(String host) throws BackendException {
    return get("/queues/" + host + "?columns=name,message_bytes").expect(200).json();
  }

  int connections(String host) throws BackendException {
    return get("/vhosts/" + host + "/connections?columns=name").expect(200).json().size();
  }

  private Set<String> texts(String path, String key) throws BackendException {
    return StreamSupport.stream(get(path).expect(200).json().spliterator(), false)
        .map(each -> each.path(key).asString(""))
        .collect(Collectors.toSet());
  }

  private Answer get(String path) throws BackendException {
    return api.send(request(path).GET().build());
  }

  private void put(String path, Object body) throws BackendException {
    api.send(request(path).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))).build())
        .expect(200, 201, 204);
  }

  private void delete(String path) throws BackendException {
    api.send(request(path).DELETE().build()).expect(200, 204, 404);
  }

  private HttpRequest.Builder request(String path) {
    return api.request("/api" + path)
        .header("Authorization", login)
        .header("Content-Type", "application/json");
  }

  @Override
  public void close() {
    api.close();
  }
}
