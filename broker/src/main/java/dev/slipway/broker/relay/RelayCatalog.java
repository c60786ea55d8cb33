package dev.slipway.broker.relay;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What another broker offers, as a catalog of this one whose instances are passed to it. Services
 * and plans get ids of their own, which follow from the other's: they stay the same when the
 * catalog is fetched again.
 *
 * @param yaml a {@code catalog.yml}; names no login, but the secret of a service's {@code
 *     dashboard_client} where there is one
 * @param leftOut what the other's catalog has and this one has not, a sentence each
 */
public record RelayCatalog(String yaml, List<String> leftOut) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public RelayCatalog {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Fetches it.
   *
   * @param backend the name that the configuration gives to the back end of the type {@code relay}
   * @throws BackendException where the broker does not answer, or offers nothing that can be passed
   *     to it
   */
  public static RelayCatalog fetch(RelayServer server, String backend, RelayLimits limits)
      throws BackendException {
    try (Upstream upstream = new Upstream(server, limits)) {
      Answer answer = upstream.ask("GET", "/v2/catalog", Optional.empty(), Origin.NOWHERE);
      if (answer.status() != Answer.OK) {
        throw upstream.fault("what it offers", answer);
      }
      List<String> leftOut = new ArrayList<>();
      CatalogCopy copy = new CatalogCopy(backend, leftOut);
      List<JsonNode> services =
          answer
              .body()
              .path("services")
              .valueStream()
              .flatMap(s -> copy.service(s).stream())
              .toList();
      if (services.isEmpty()) {
        throw upstream.fault(
            Kind.REFUSED,
            "offers nothing that can be passed to it" + upstream.said(String.join("; ", leftOut)));
      }
      return new RelayCatalog(yaml(server, services), leftOut);
    }
  }

  private static String yaml(RelayServer server, List<JsonNode> services) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setWidth(100)
            .build();
    Object plain = JSON.convertValue(Map.of("services", services), Object.class);
    return "# What the broker at "
        + server.base()
        + " offers. Fetched: change what you like but\n"
        + "# `settings`, which name its services and plans.\n"
        + new Dump(settings).dumpToString(plain);
  }

  /**
   * Writes it to a file that only its owner reads.
   *
   * @throws IOException where there is a file of this name already
   */
  public void write(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
  }
}
