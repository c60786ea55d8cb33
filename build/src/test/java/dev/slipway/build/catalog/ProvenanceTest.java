package dev.slipway.build.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProvenanceTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void itNamesWhatWentInAndWhatCameOut() {
    byte[] statement =
        new Provenance(
                "slipway 1.0",
                "e".repeat(64),
                new TreeMap<>(Map.of("install", "f".repeat(64))),
                Instant.parse("2026-02-01T00:00:00Z"),
                Instant.parse("2026-02-01T00:00:30Z"))
            .statement(
                List.of(new Artifact("raw", "web_v1.amd64.raw", 1, 1, "9".repeat(64), "", 0)),
                SbomTest.LOCK);
    JsonNode json = JSON.readTree(statement);
    assertThat(json.path("_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(json.path("predicateType").asString()).isEqualTo("https://slsa.dev/provenance/v1");
    JsonNode subject = json.path("subject").get(0);
    assertThat(subject.path("name").asString()).isEqualTo("web_v1.amd64.raw");
    assertThat(subject.path("digest").path("sha256").asString()).isEqualTo("9".repeat(64));
    JsonNode build = json.path("predicate").path("buildDefinition");
    assertThat(build.path("externalParameters").path("definition").path("sha256").asString())
        .isEqualTo("e".repeat(64));
    assertThat(build.path("internalParameters").path("steps").path("install").asString())
        .isEqualTo("f".repeat(64));
    assertThat(build.path("resolvedDependencies")).as("tools too").hasSize(4);
    assertThat(build.path("resolvedDependencies").get(3).path("uri").asString())
        .isEqualTo("http://mirror.example/debian/pool/grub-common.deb");
    JsonNode run = json.path("predicate").path("runDetails");
    assertThat(run.path("builder").path("id").asString()).contains("slipway 1.0");
    assertThat(run.path("metadata").path("startedOn").asString()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(run.path("metadata").path("finishedOn").asString())
        .isEqualTo("2026-02-01T00:00:30Z");
  }
}
