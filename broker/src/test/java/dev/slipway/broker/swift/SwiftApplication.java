package dev.slipway.broker.swift;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Bound;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * An application that keeps texts as objects of a container.
 *
 * @param account its address
 */
record SwiftApplication(HttpClient client, String account, String token) implements Application {
  private static final String CONTAINER = "/texts";

  static SwiftApplication of(Bound bound) throws Exception {
    Map<String, Object> c = bound.credentials();
    HttpClient client = HttpClient.newHttpClient();
    String login =
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {
          "name": "%s", "domain": {"name": "%s"}, "password": "%s"}}},
          "scope": {"project": {"id": "%s"}}}}
        """
            .formatted(
                c.get("username"),
                c.get("user_domain_name"),
                c.get("password"),
                c.get("project_id"));
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(c.get("auth_url") + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(login))
                .build(),
            BodyHandlers.ofString());
    good(answer);
    return new SwiftApplication(
        client,
        String.valueOf(c.get("uri")),
        answer.headers().firstValue("X-Subject-Token").orElseThrow());
  }

  private static void good(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  @Override
  public void write(String key, String text) throws Exception {
    send("PUT", CONTAINER, "");
    send("PUT", CONTAINER + "/" + key, text);
  }

  @Override
  public String read(String key) throws Exception {
    return send("GET", CONTAINER + "/" + key, "");
  }

  @Override
  public void speak() throws Exception {
    send("GET", "", "");
  }

  private String send(String method, String path, String text) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(account + path))
            .method(method, BodyPublishers.ofString(text)));
  }

  /** Sends a request with its token. */
  String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        client.send(request.header("X-Auth-Token", token).build(), BodyHandlers.ofString());
    good(answer);
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
