package dev.slipway.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who makes requests, always with the same headers, and follows no redirection. */
final class Client {
  private final HttpClient http;
  private final URI server;
  private final Map<String, String> headers;

  Client(URI server, String from) throws IOException {
    this(
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build(),
        server,
        Map.of());
  }

  private Client(HttpClient http, URI server, Map<String, String> headers) {
    this.http = http;
    this.server = server;
    this.headers = Map.copyOf(headers);
  }

  Client header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Client(http, server, more);
  }

  /** The same by a name and a password. */
  Client with(String name, String password) {
    String both = name + ":" + password;
    return header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same by an API token. */
  Client with(String token) {
    return header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  /** Sends JSON. */
  HttpResponse<String> send(String method, String path, String json) throws Exception {
    return header("Content-Type", "application/json").request(method, path, json);
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return send("POST", path, json);
  }

  /** Sends a form. */
  HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
    String body =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return header("Content-Type", "application/x-www-form-urlencoded").request("POST", path, body);
  }

  HttpResponse<String> login(String name, String password) throws Exception {
    return form("/login", Map.of("name", name, "password", password));
  }

  /** The same with the session that an answer begins. */
  Client session(HttpResponse<String> login) {
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    return header("Cookie", cookie.substring(0, cookie.indexOf(';')));
  }

  /** Sends a tar. */
  HttpResponse<String> upload(String path, Path tar) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).POST(BodyPublishers.ofFile(tar));
    headers.forEach(request::header);
    return http.send(
        request.header("Content-Type", "application/x-tar").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> request(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }
}
