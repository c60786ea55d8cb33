package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.one;
import static dev.slipway.server.servicebroker.Talk.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.Inventory;
import dev.slipway.real.PostgreSql;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 200 platforms at once ask for one instance. */
@Tag("long")
class CrowdLongTest {
  private static final int CROWD = 200;
  private static PostgreSql postgres;

  @TempDir private Path folder;

  @BeforeAll
  static void startDatabase() throws Exception {
    postgres = PostgreSql.start();
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    postgres.close();
  }

  @FunctionalInterface
  private interface Asking {
    Answer ask(int number) throws Exception;
  }

  @FunctionalInterface
  private interface Scene {
    void play(TestBroker broker, FolderBackend backend) throws Exception;
  }

  private void on(String database, Scene scene) throws Exception {
    Optional<String> url =
        database.equals("sqlite") ? Optional.empty() : Optional.of(postgres.newDatabase());
    FolderBackend backend = new FolderBackend(folder.resolve("things"), false, _ -> {});
    String catalog = Talk.CATALOG.replace("instances: 1", "instances: 3");
    try (TestBroker broker =
        TestBroker.start(folder, catalog, Map.of("quick", backend, "slow", backend), url)) {
      scene.play(broker, backend);
    }
  }

  private static List<Answer> all(Asking asking) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Answer>> futures = new ArrayList<>();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CROWD; i++) {
        int number = i;
        futures.add(
            crowd.submit(() -> {
              go.await();
              return asking.ask(number);
            }));
      }
      go.countDown();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> each : futures) {
        answers.add(each.get());
      }
      return answers;
    }
  }

  private static long count(List<Answer> answers, int status) {
    return answers.stream().filter(a -> a.status() == status).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void oneMakesItAndTheOthersFindIt(String database) throws Exception {
    on(
        database,
        (broker, backend) -> {
          String at = "/v2/service_instances/one";
          List<Answer> put = all(_ -> broker.ask("PUT", at, instance("quick/small").toString()));
          assertThat(count(put, 201)).isEqualTo(1);
          assertThat(count(put, 200)).isEqualTo(CROWD - 1);
          assertThat(backend.inventory().instances()).hasSize(1);
          List<Answer> bound =
              all(_ ->
                  broker.ask("PUT", at + "/service_bindings/b", ids("quick/small").toString()));
          assertThat(count(bound, 201)).isEqualTo(1);
          assertThat(count(bound, 200)).isEqualTo(CROWD - 1);
          assertThat(bound)
              .extracting(a -> a.body().path("credentials"))
              .containsOnly(bound.getFirst().body().path("credentials"));
          List<Answer> gone = all(_ -> broker.ask("DELETE", at + query("quick/small"), ""));
          assertThat(gone).extracting(Answer::status).isSubsetOf(200, 410).contains(200);
          assertThat(backend.inventory()).isEqualTo(Inventory.NOTHING);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void oneOfManyDifferentOnesIsMade(String database) throws Exception {
    on(
        database,
        (broker, backend) -> {
          List<Answer> put =
              all(i ->
                  broker.ask(
                      "PUT",
                      "/v2/service_instances/one",
                      instance("quick/small").set("parameters", one("number", i)).toString()));
          assertThat(count(put, 201)).isEqualTo(1);
          assertThat(count(put, 409)).isEqualTo(CROWD - 1);
          assertThat(backend.inventory().instances()).hasSize(1);
          List<Answer> patched =
              all(i ->
                  broker.ask(
                      "PATCH",
                      "/v2/service_instances/one",
                      ids("quick/small").set("parameters", one("key" + i, i)).toString()));
          assertThat(patched).extracting(Answer::status).isSubsetOf(200, 422).contains(200);
          Answer fetched = broker.ask("GET", "/v2/service_instances/one", "");
          for (int i = 0; i < CROWD; i++) {
            assertThat(fetched.body().path("parameters").has("key" + i))
                .as("update " + i)
                .isEqualTo(patched.get(i).status() == 200);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void noMoreOfAPlanAreMadeThanThereMayBe(String database) throws Exception {
    on(
        database,
        (broker, backend) -> {
          List<Answer> put =
              all(i ->
                  broker.ask(
                      "PUT", "/v2/service_instances/" + i, instance("quick/few").toString()));
          assertThat(count(put, 201)).isEqualTo(3);
          assertThat(count(put, 422)).isEqualTo(CROWD - 3);
          assertThat(backend.inventory().instances()).hasSize(3);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void manyBindAtOnceAndAllGoWithTheInstance(String database) throws Exception {
    on(
        database,
        (broker, backend) -> {
          String at = "/v2/service_instances/one";
          assertThat(broker.ask("PUT", at, instance("quick/small").toString()).status())
              .isEqualTo(201);
          List<Answer> bound =
              all(i ->
                  broker.ask("PUT", at + "/service_bindings/" + i, ids("quick/small").toString()));
          assertThat(count(bound, 201)).isEqualTo(CROWD);
          assertThat(backend.inventory().bindings()).hasSize(CROWD);
          assertThat(broker.ask("DELETE", at + query("quick/small"), "").status()).isEqualTo(200);
          assertThat(backend.inventory()).isEqualTo(Inventory.NOTHING);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void whateverTheyAskForNothingIsLeftBehind(String database) throws Exception {
    on(
        database,
        (broker, backend) -> {
          String at = "/v2/service_instances/one";
          List<List<Answer>> bound = new ArrayList<>();
          for (int round = 0; round < 3; round++) {
            int seed = round;
            List<Answer> answers = all(i -> any(broker, at, new Random(1000L * seed + i)));
            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 404, 409, 410, 422);
            bound.add(answers.stream().filter(a -> a.body().has("credentials")).toList());
          }
          assertThat(bound).isNotEmpty();
          Answer gone = broker.ask("DELETE", at + query("quick/small"), "");
          assertThat(gone.status()).isIn(200, 410);
          assertThat(broker.ask("GET", at + "/last_operation", "").status()).isEqualTo(410);
          assertThat(backend.inventory()).isEqualTo(Inventory.NOTHING);
        });
  }

  private static Answer any(TestBroker broker, String at, Random random) throws Exception {
    String binding = at + "/service_bindings/" + random.nextInt(5);
    Answer answer =
        switch (random.nextInt(7)) {
          case 0, 1 -> broker.ask("PUT", at, instance("quick/small").toString());
          case 2 -> broker.ask("DELETE", at + query("quick/small"), "");
          case 3, 4 -> {
            Answer bound = broker.ask("PUT", binding, ids("quick/small").toString());
            assertThat(bound.body().has("credentials")).isEqualTo(bound.status() < 300);
            yield bound;
          }
          case 5 -> broker.ask("DELETE", binding + query("quick/small"), "");
          default ->
              broker.ask(
                  "PATCH",
                  at,
                  ids("quick/small").set("parameters", one("a", random.nextInt(3))).toString());
        };
    return answer;
  }
}
