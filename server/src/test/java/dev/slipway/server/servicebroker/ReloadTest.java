package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.query;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.operation.Resealing;
import dev.slipway.broker.secret.Sealer;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A broker that runs takes another catalog, and other keys. */
class ReloadTest {
  private static final String ONE = "/v2/service_instances/one";
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Script script = new Script();

  @TempDir private Path folder;
  private TestBroker broker;

  @BeforeEach
  void start() throws Exception {
    FolderBackend things = new FolderBackend(folder.resolve("things"), false, script);
    broker = TestBroker.start(folder, Talk.CATALOG, Map.of("quick", things, "slow", things));
  }

  @AfterEach
  void stop() {
    script.heal();
    broker.close();
  }

  private void reload(String catalog) throws Exception {
    Files.writeString(folder.resolve("catalog.yml"), catalog);
    broker.broker().reload();
  }

  private String catalog() throws Exception {
    return broker.ask("GET", "/v2/catalog", "").response().body();
  }

  private static String without(String plan) {
    return Talk.CATALOG.replaceAll("(?m)^ *- \\{name: " + plan + ",.*\\R", "");
  }

  @Test
  void aCatalogIsReadAnewWhileRequestsGoOn() throws Exception {
    List<Future<List<Answer>>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        String at = "/v2/service_instances/client-" + i;
        clients.add(threads.submit(() -> lives(at)));
      }
      for (int i = 0; i < 10; i++) {
        reload(i % 2 == 0 ? without("stays") : Talk.CATALOG);
      }
    }
    for (Future<List<Answer>> each : clients) {
      assertThat(each.get()).extracting(Answer::status).containsOnly(200, 201);
    }
    assertThat(catalog()).contains("\"stays\"");
  }

  private List<Answer> lives(String at) throws Exception {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(broker.ask("PUT", at, instance("quick/small").toString()));
      answers.add(broker.ask("PUT", at + "/service_bindings/b", ids("quick/small").toString()));
      answers.add(broker.ask("GET", "/v2/catalog", ""));
      answers.add(broker.ask("DELETE", at + query("quick/small"), ""));
    }
    return answers;
  }

  @Test
  void aPlanThatHasInstancesStays() throws Exception {
    broker.ask("PUT", ONE, instance("quick/stays").toString());
    reload(without("stays"));
    assertThat(catalog()).contains("\"stays\"");
    reload("services: [");
    assertThat(catalog()).contains("\"stays\"");
    broker.ask("DELETE", ONE + query("quick/stays"), "");
    reload(without("stays"));
    assertThat(catalog()).doesNotContain("\"stays\"");
  }

  @Test
  void aPlanWhoseInstancesWereNeverMadeGoes() throws Exception {
    script.fail("provision 1", Kind.REFUSED);
    assertThat(broker.ask("PUT", ONE, instance("quick/stays").toString()).status()).isEqualTo(500);
    script.heal();
    reload(without("stays"));
    assertThat(catalog()).doesNotContain("\"stays\"");
    assertThat(broker.ask("DELETE", ONE + query("quick/stays"), "").status()).isEqualTo(200);
  }

  @Test
  void keysAreChangedWhileItRunsAndSecretsAreNotTold() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    Path file = folder.resolve("data").resolve(KeyFile.NAME);
    try (Database database = Schema.open("jdbc:sqlite:" + folder.resolve("data/broker.db"))) {
      Ledger ledger = Ledger.of(database, "another process");
      broker.ask("PUT", ONE, instance("quick/small").toString());
      Answer before = bind("before");
      KeyFile.add(file, RANDOM);
      Answer after = bind("after");
      Sealer sealer = KeyFile.sealer(file, RANDOM);
      assertThat(sealed(ledger, "before")).doesNotStartWith(sealer.current());
      assertThat(sealed(ledger, "after")).startsWith(sealer.current());
      assertThat(Resealing.run(ledger, sealer)).isEqualTo(1);
      KeyFile.forget(file, RANDOM);
      assertThat(fetched("before")).isEqualTo(before.body().path("credentials"));
      assertThat(fetched("after")).isEqualTo(after.body().path("credentials"));

      moved(database);
      Answer moved = broker.ask("GET", ONE + "/service_bindings/after", "");
      assertThat(moved.status()).isEqualTo(500);
      assertThat(moved.response().body()).doesNotContain("credentials");
      for (Answer each : List.of(before, after)) {
        String secret = each.body().path("credentials").path("password").asString();
        assertThat(secret).isNotEmpty();
        assertThat(log.list)
            .extracting(ILoggingEvent::getFormattedMessage)
            .noneMatch(m -> m.contains(secret));
        for (BindingRow row : ledger.bindings().list()) {
          assertThat(row.toString()).doesNotContain(secret);
        }
      }
    } finally {
      root.detachAppender(log);
    }
  }

  /** Gives one binding another one's secrets. */
  private static void moved(Database database) {
    database.change(handle ->
        handle.execute(
            "UPDATE binding SET bound = (SELECT bound FROM binding WHERE id = 'before')"
                + " WHERE id = 'after'"));
  }

  private Answer bind(String id) throws Exception {
    Answer bound =
        broker.ask("PUT", ONE + "/service_bindings/" + id, ids("quick/small").toString());
    assertThat(bound.status()).isEqualTo(201);
    return bound;
  }

  private Object fetched(String id) throws Exception {
    Answer fetched = broker.ask("GET", ONE + "/service_bindings/" + id, "");
    assertThat(fetched.status()).isEqualTo(200);
    return fetched.body().path("credentials");
  }

  private static String sealed(Ledger ledger, String id) {
    return ledger.bindings().find("one", id).orElseThrow().bound().orElseThrow();
  }
}
