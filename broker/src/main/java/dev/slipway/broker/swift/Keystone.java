package dev.slipway.broker.swift;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.http.Answer;
import dev.slipway.broker.http.Api;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keystone's API.
 *
 * <p>Source: OpenStack, "Identity API v3".
 */
final class Keystone implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final SwiftConfig config;
  private final Api api;

  Keystone(SwiftConfig config) {
    this.config = config;
    this.api = new Api(config.keystone().uri(), config.keystone().trust());
  }

  /** Logs in; a session lasts for an hour or so, and is used for one call of a back end. */
  Session logIn() throws BackendException {
    Map<String, Object> domain = Map.of("name", config.domain());
    Map<String, Object> user =
        Map.of(
            "name", config.keystone().user(),
            "password", config.keystone().password(),
            "domain", domain);
    Map<String, Object> scope =
        Map.of("project", Map.of("name", config.project(), "domain", domain));
    Map<String, Object> identity =
        Map.of("methods", new String[] {"password"}, "password", Map.of("user", user));
    Answer answer =
        api.send(
                request("/auth/tokens")
                    .POST(body(Map.of("auth", Map.of("identity", identity, "scope", scope))))
                    .build())
            .expect(201);
    JsonNode token = answer.json().path("token");
    return new Session(
        answer.headers().firstValue("X-Subject-Token").orElse(""),
        token.at("/project/domain/id").asString(""),
        storage(token));
  }

  /** The catalog has the address of the broker's own account, which ends in its project's id. */
  private String storage(JsonNode token) throws BackendException {
    String own = token.at("/project/id").asString("");
    for (JsonNode service : token.path("catalog")) {
      for (JsonNode endpoint : service.path("endpoints")) {
        String url = endpoint.path("url").asString("");
        if (service.path("type").asString("").equals("object-store")
            && endpoint.path("interface").asString("").equals("public")
            && url.endsWith(own)) {
          return url.substring(0, url.length() - own.length());
        }
      }
    }
    throw new BackendException(
        Kind.REFUSED,
        config.keystone()
            + ": its catalog has no public endpoint of an object-store that ends in the project's"
            + " id: make one as in https://HOST:8080/v1/AUTH_%(project_id)s");
  }

  /** A project's id. */
  Optional<String> project(Session session, String name) throws BackendException {
    return id(session, "projects", name);
  }

  /** Makes a project, where it is not there. */
  String makeProject(Session session, String name) throws BackendException {
    Optional<String> there = project(session, name);
    return there.isPresent()
        ? there.get()
        : make(session, "project", Map.of("name", name, "domain_id", session.domain()));
  }

  void removeProject(Session session, String id) throws BackendException {
    delete(session, "/projects/" + id);
  }

  /** Makes a user who may use a project's account, in the place of one of the same name. */
  void makeUser(Session session, String name, String password, String project)
      throws BackendException {
    removeUser(session, name);
    String role =
        first(get(session, "/roles?name=" + encode(config.role())).path("roles"))
            .orElseThrow(() ->
                new BackendException(
                    Kind.REFUSED,
                    config.keystone()
                        + ": there is no role "
                        + config.role()
                        + ": make it, or name the one that Swift's `operator_roles` has"));
    String user =
        make(
            session,
            "user",
            Map.of(
                "name", name,
                "password", password,
                "domain_id", session.domain(),
                "default_project_id", project));
    String path = "/projects/" + project + "/users/" + user + "/roles/" + role;
    api.send(request(session, path).PUT(BodyPublishers.noBody()).build()).expect(204);
  }

  /** Removes a user, where it is there; its tokens end with it. */
  void removeUser(Session session, String name) throws BackendException {
    Optional<String> id = id(session, "users", name);
    if (id.isPresent()) {
      delete(session, "/users/" + id.get());
    }
  }

  /** Who has a role on a project. */
  Set<String> users(Session session, String project) throws BackendException {
    String path = "/role_assignments?include_names=true&scope.project.id=" + project;
    return StreamSupport.stream(get(session, path).path("role_assignments").spliterator(), false)
        .map(each -> each.at("/user/name").asString(""))
        .collect(Collectors.toSet());
  }

  /**
   * The names that begin in some way.
   *
   * @param what {@code projects} or {@code users}
   */
  Set<String> names(Session session, String what, String prefix) throws BackendException {
    String path = "/" + what + "?domain_id=" + session.domain() + "&name__startswith=" + prefix;
    return StreamSupport.stream(get(session, path).path(what).spliterator(), false)
        .map(each -> each.path("name").asString(""))
        .collect(Collectors.toSet());
  }

  private Optional<String> id(Session session, String what, String name) throws BackendException {
    String path = "/" + what + "?domain_id=" + session.domain() + "&name=" + name;
    return first(get(session, path).path(what));
  }

  private static Optional<String> first(JsonNode found) {
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).path("id").asString(""));
  }

  private String make(Session session, String what, Map<String, Object> as)
      throws BackendException {
    return api.send(request(session, "/" + what + "s").POST(body(Map.of(what, as))).build())
        .expect(201)
        .json()
        .path(what)
        .path("id")
        .asString("");
  }

  private JsonNode get(Session session, String path) throws BackendException {
    return api.send(request(session, path).GET().build()).expect(200).json();
  }

  private void delete(Session session, String path) throws BackendException {
    api.send(request(session, path).DELETE().build()).expect(204, 404);
  }

  private HttpRequest.Builder request(Session session, String path) {
    return request(path).header("X-Auth-Token", session.token());
  }

  private HttpRequest.Builder request(String path) {
    return api.request(path).header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher body(Map<String, Object> of) {
    return BodyPublishers.ofString(JSON.writeValueAsString(of));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    api.close();
  }
}
