package dev.slipway.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.catalog.Backing;
import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.CatalogReader;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.catalog.ServicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RelayCatalogTest {
  private static final String THEIRS =
      """
      {"services": [
        {"id": "their-service", "name": "on", "description": "1.10", "bindable": true,
         "tags": ["yes", "null", "a: b", "# no", "007"], "requires": ["syslog_drain"],
         "plan_updateable": true, "metadata": {"displayName": "O\\n\\"n\\"", "ünï": [1.5, 2, true, "2"]},
         "dashboard_client": {"id": "c", "secret": "s", "redirect_uri": "https://x"},
         "invented": 1,
         "plans": [
           {"id": "their-plan", "name": "small", "description": "~", "free": false,
            "maintenance_info": {"version": "1.0.0"},
            "metadata": {"costs": [{"amount": {"usd": 9.99}, "unit": "MONTHLY"}]},
            "schemas": {"service_instance": {
              "create": {"parameters": {"$schema": "http://json-schema.org/draft-04/schema#",
                "type": "object", "properties": {"a": {"type": "string", "pattern": "^[a-z]+: #$"}}}},
              "update": {"parameters": {"type": "object"}}}}}]},
        {"id": "routes", "name": "routes", "description": "r", "bindable": true,
         "requires": ["route_forwarding"],
         "plans": [{"id": "p", "name": "p", "description": "p"}]}]}
      """;

  @TempDir private Path folder;

  private RelayCatalog fetch(String theirs) throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker()) {
      broker.then(200, theirs);
      return RelayCatalog.fetch(RelayServer.parse(broker.url()), "market", RelayLimits.DEFAULT);
    }
  }

  @Test
  void whatIsFetchedIsACatalogOfThisBroker() throws Exception {
    RelayCatalog fetched = fetch(THEIRS);
    Path file = folder.resolve("catalog.yml");
    fetched.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Catalog catalog =
        CatalogReader.read(
            file, List.of(new Backing("market", Set.of(), Set.of(), Target.SETTINGS)));
    Service service = catalog.services().getFirst();
    ServicePlan plan = service.plans().getFirst();
    assertThat(service.backend()).isEqualTo("market");
    assertThat(plan.settings().path("service_id").asString()).isEqualTo("their-service");
    assertThat(plan.settings().path("plan_id").asString()).isEqualTo("their-plan");
    assertThat(plan.schemas().create()).isPresent();
    assertThat(plan.schemas().update()).isEmpty();
    assertThat(fetched.yaml()).doesNotContain("hidden");
    JsonMapper json = JsonMapper.builder().build();
    JsonNode published = json.readTree(catalog.published()).path("services");
    JsonNode theirs = json.readTree(THEIRS).path("services");
    assertThat(published).hasSize(1);
    for (String key : List.of("name", "description", "tags", "metadata", "dashboard_client")) {
      assertThat(published.path(0).path(key)).as(key).isEqualTo(theirs.path(0).path(key));
    }
    JsonNode mine = published.path(0).path("plans").path(0);
    JsonNode other = theirs.path(0).path("plans").path(0);
    assertThat(mine.path("description")).isEqualTo(other.path("description"));
    assertThat(mine.path("metadata").toString()).isEqualTo(other.path("metadata").toString());
    assertThat(mine.path("schemas").path("service_instance").path("create"))
        .isEqualTo(other.path("schemas").path("service_instance").path("create"));
    assertThatThrownBy(() -> fetched.write(file)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsLeftOutIsTold() throws Exception {
    assertThat(fetch(THEIRS).leftOut())
        .containsExactlyInAnyOrder(
            "`invented` of the service on",
            "`maintenance_info` of the plan on/small",
            "the schema service_instance.update of the plan on/small, which platforms refuse",
            "the service routes, since routes are not passed on");
  }

  @Test
  void idsAreNewOnesThatStay() throws Exception {
    String yaml = fetch(THEIRS).yaml().replaceFirst("^#.*", "");
    assertThat(fetch(THEIRS).yaml().replaceFirst("^#.*", "")).isEqualTo(yaml);
    assertThat(yaml).contains("id: ").doesNotContain("\n  id: their", " id: \"their");
  }

  @Test
  void aBrokerThatOffersNothingIsRefused() {
    assertThatThrownBy(() -> fetch("{\"services\": []}"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("offers nothing");
  }
}
