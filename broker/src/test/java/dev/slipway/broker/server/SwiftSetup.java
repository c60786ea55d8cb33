package dev.slipway.broker.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** What an operator tells a new Keystone about Swift. */
final class SwiftSetup {
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;
  private final String password;
  private String token = "";

  SwiftSetup(int port, String password) {
    this.port = port;
    this.password = password;
  }

  void run(int proxy) throws IOException, InterruptedException {
    HttpResponse<String> login =
        send(
            "POST",
            "/auth/tokens",
            """
            {"auth": {"identity": {"methods": ["password"], "password": {"user": {
              "name": "admin", "domain": {"id": "default"}, "password": "%s"}}},
              "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
            """
                .formatted(password));
    token = login.headers().firstValue("X-Subject-Token").orElseThrow();
    String user = JSON.readTree(login.body()).at("/token/user/id").asString();
    String project = JSON.readTree(login.body()).at("/token/project/id").asString();
    String service =
        id("service", "/services", "{\"service\": {\"type\": \"object-store\", \"name\": \"s\"}}");
    id(
        "endpoint",
        "/endpoints",
        """
        {"endpoint": {"service_id": "%s", "interface": "public", "region_id": "here",
          "url": "http://127.0.0.1:%d/v1/AUTH_%%(project_id)s"}}
        """
            .formatted(service, proxy));
    id("role", "/roles", "{\"role\": {\"name\": \"swiftoperator\"}}");
    String reseller = id("role", "/roles", "{\"role\": {\"name\": \"ResellerAdmin\"}}");
    send("PUT", "/projects/" + project + "/users/" + user + "/roles/" + reseller, "");
  }

  private String id(String what, String path, String json)
      throws IOException, InterruptedException {
    return JSON.readTree(send("POST", path, json).body()).path(what).path("id").asString();
  }

  private HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3" + path))
                  .header("Content-Type", "application/json")
                  .header("X-Auth-Token", token)
                  .method(method, BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer;
    }
  }
}
