package dev.slipway.build.catalog;

import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an image was made from, as an in-toto statement (Statement v1) with SLSA's provenance
 * predicate (v1). It is not signed.
 *
 * @param program the program's name and version
 * @param definition SHA-256 of the definition file
 * @param steps fingerprint by name of the steps
 * @param started when the build began
 * @param finished when it ended
 */
public record Provenance(
    String program,
    String definition,
    Map<String, String> steps,
    Instant started,
    Instant finished) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The statement on these artifacts. */
  public byte[] statement(List<Artifact> artifacts, Lock lock) {
    List<Object> subjects = new ArrayList<>();
    for (Artifact each : artifacts) {
      subjects.add(ordered("name", each.file(), "digest", Map.of("sha256", each.sha256())));
    }
    List<Object> dependencies = new ArrayList<>();
    for (LockedPackage each : lock.packages()) {
      dependencies.add(ordered("uri", lock.url(each), "digest", Map.of("sha256", each.sha256())));
    }
    Map<String, Object> predicate =
        ordered(
            "buildDefinition",
            ordered(
                "buildType",
                "urn:slipway:image:v1",
                "externalParameters",
                ordered(
                    "definition",
                    Map.of("sha256", definition),
                    "architecture",
                    lock.architecture()),
                "internalParameters",
                ordered("steps", steps),
                "resolvedDependencies",
                dependencies),
            "runDetails",
            ordered(
                "builder",
                Map.of("id", "urn:slipway:builder:" + program),
                "metadata",
                ordered("startedOn", started.toString(), "finishedOn", finished.toString())));
    return JSON.writeValueAsBytes(
        ordered(
            "_type",
            "https://in-toto.io/Statement/v1",
            "subject",
            subjects,
            "predicateType",
            "https://slsa.dev/provenance/v1",
            "predicate",
            predicate));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
