package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Two builds are compared. */
@ExtendWith(WithService.class)
class CompareTest {
  private final Client client;

  CompareTest(Client client) {
    this.client = client;
  }

  private long build(String name, int size, int seconds, String packages) throws Exception {
    client
        .works()
        .on(
            name,
            bench -> {
              bench.step("install", Duration.ofSeconds(seconds));
              bench.artifact("image.raw", "raw", new byte[size]);
              if (!packages.isEmpty()) {
                String sbom = "{\"packages\":[{\"name\":\"image\"}" + packages + "]}";
                bench.artifact("i.spdx.json", "sbom", sbom.getBytes(StandardCharsets.UTF_8));
              }
            });
    long id = client.submit(name);
    client.end(id);
    return id;
  }

  private static String pack(String name, String version) {
    return ",{\"name\":\"%s\",\"versionInfo\":\"%s\"}".formatted(name, version);
  }

  @Test
  void packagesSizesAndTimesAreCompared() throws Exception {
    long before =
        build("before", 1000, 2, pack("bash", "5.2") + pack("vim", "9.0") + pack("libc6", "2.36"));
    long after =
        build("after", 3000, 5, pack("bash", "5.2") + pack("nano", "7.2") + pack("libc6", "2.37"));
    JsonNode found = client.get("/api/v1/builds/" + before + "/compare/" + after).json();
    assertThat(found.at("/packages/added"))
        .hasToString("[{\"name\":\"nano\",\"version\":\"7.2\"}]");
    assertThat(found.at("/packages/removed"))
        .hasToString("[{\"name\":\"vim\",\"version\":\"9.0\"}]");
    assertThat(found.at("/packages/changed"))
        .hasToString("[{\"name\":\"libc6\",\"from\":\"2.36\",\"to\":\"2.37\"}]");
    assertThat(found.at("/packages/unchanged").asInt()).isEqualTo(1);
    assertThat(found.at("/artifacts/0"))
        .hasToString("{\"what\":\"raw\",\"from\":1000,\"to\":3000}");
    assertThat(found.at("/steps/0")).hasToString("{\"what\":\"install\",\"from\":2.0,\"to\":5.0}");
  }

  @Test
  void withoutAListThereAreNoPackagesToCompare() throws Exception {
    long without = build("without", 10, 1, "");
    JsonNode found = client.get("/api/v1/builds/" + without + "/compare/" + without).json();
    assertThat(found.has("packages")).isFalse();
    assertThat(client.get("/api/v1/builds/" + without + "/compare/99999999").status())
        .isEqualTo(404);
  }
}
