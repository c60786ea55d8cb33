package dev.slipway.server.api;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server has answered. */
record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final JsonMapper JSON = new JsonMapper();

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return JSON.readTree(body);
  }

  /** A text in the JSON. */
  String at(String pointer) {
    return json().at(pointer).asString("");
  }
}
