package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.real.PostgreSql;
import dev.slipway.server.TestBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's pages, over the database that there is at scale. */
@Tag("slow")
class PagesOnPostgresqlSlowTest {
  @TempDir private Path folder;

  @Test
  void pagesShowTheSameAsOverSqlite() throws Exception {
    FolderBackend things = new FolderBackend(folder.resolve("things"), false, _ -> {});
    try (PostgreSql postgres = PostgreSql.start();
        TestBroker broker =
            TestBroker.start(
                folder,
                Talk.CATALOG,
                Map.of("quick", things, "slow", things),
                Optional.of(postgres.newDatabase()))) {
      for (String each : new String[] {"a-one", "a-two", "b-one"}) {
        String body = Talk.instance("quick/small").toString();
        assertThat(broker.ask("PUT", "/v2/service_instances/" + each, body).status())
            .isEqualTo(201);
      }
      assertThat(page(broker, "/dashboard")).contains("<b>3</b> instances");
      assertThat(page(broker, "/dashboard/instances")).contains(">a-one</a>", ">b-one</a>");
      assertThat(page(broker, "/dashboard/instances?state=ready&id=a-"))
          .contains(">a-one</a>", ">a-two</a>")
          .doesNotContain(">b-one</a>");
      assertThat(page(broker, "/dashboard/instances?state=failed&service=none"))
          .contains("No instance is like that");
      assertThat(page(broker, "/dashboard/instances/a-one")).contains("provision", "succeeded");
    }
  }

  private static String page(TestBroker broker, String path) throws Exception {
    return broker.page(broker.request("GET", path, "")).body();
  }
}
