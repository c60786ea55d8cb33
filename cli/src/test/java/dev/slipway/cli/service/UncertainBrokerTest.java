package dev.slipway.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done where a broker takes long, fails, or does not answer. */
@Timeout(60)
class UncertainBrokerTest {
  private static final String GOING = "{\"state\": \"in progress\", \"description\": \"half way\"}";
  private static final String DONE = "{\"state\": \"succeeded\"}";
  private static final String FAILED = "{\"state\": \"failed\", \"description\": \"no room\"}";

  @TempDir private Path folder;
  private final List<String> remembered = new ArrayList<>();
  private final CountDownLatch polled = new CountDownLatch(2);
  private ScriptedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker =
        new ScriptedBroker(() -> {
          remembered.add(memory());
          polled.countDown();
        });
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** What is written down. */
  private String memory() {
    Path state = folder.resolve(".local/state/slipway/services");
    try (Stream<Path> files = Files.list(state)) {
      Path file = files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] line(String... arguments) {
    List<String> all = new ArrayList<>(List.of("service"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--broker", broker.url()));
    return all.toArray(String[]::new);
  }

  private Invocation run(String... arguments) {
    return Invocation.of(folder, line(arguments));
  }

  private List<String> asked() {
    return broker.requests().stream()
        .map(r -> r.method() + (r.path().contains("last_operation") ? " last" : ""))
        .toList();
  }

  private void instance() {
    broker.then(201, "{}");
    assertThat(run("create", "db", "small", "one").status()).isZero();
  }

  @Test
  void namesAndIdsAreWrittenDownBeforeTheBrokerIsAsked() {
    instance();
    assertThat(remembered.getFirst()).contains("\"one\"", "CREATING");
    ScriptedBroker.Request request = broker.requests().getFirst();
    String id = request.path().replaceAll("/v2/service_instances/|\\?.*", "");
    assertThat(remembered.getFirst()).contains(id);
    assertThat(request.version()).isEqualTo("2.17");
    assertThat(request.identity()).matches("[0-9a-f-]{36}");
    assertThat(request.body())
        .contains("\"service_id\":\"s\"", "\"plan_id\":\"p1\"", "organization_guid", "space_guid");
  }

  @Test
  void whatTakesLongIsWaitedFor() {
    broker
        .then(202, "{\"operation\": \"o 1\"}")
        .then(200, GOING)
        .then(500, "{}")
        .then(200, GOING)
        .then(200, DONE);
    Invocation run = run("create", "db", "small", "one");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).containsOnlyOnce("half way").contains("one is there");
    assertThat(broker.requests().getLast().path())
        .contains("service_id=s&plan_id=p1&operation=o+1");
    assertThat(memory()).contains("READY");
  }

  @Test
  void whatTakesLongerThanItsPlanAllowsIsRemoved() {
    broker.then(202, "{\"operation\": \"o\"}");
    for (int i = 0; i < 30; i++) {
      broker.then(200, GOING);
    }
    Invocation run = run("create", "db", "short", "one");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("it has not ended within the 1 s that its plan allows");
    assertThat(asked()).contains("PUT", "GET last", "DELETE");
  }

  @Test
  void whatIsLeftGoingOnIsTakenUpAgain() {
    broker.then(202, "{\"operation\": \"7\"}");
    Invocation run = run("create", "db", "small", "one", "--no-wait");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("`slipway service status one --wait` waits for it");
    broker.then(200, GOING);
    assertThat(run("status", "one").out()).isEqualTo("one: being created: half way\n");
    broker.then(200, GOING).then(200, DONE);
    Invocation end = run("status", "one", "--wait");
    assertThat(end.status()).as(end.err()).isZero();
    assertThat(end.out()).isEqualTo("one: ready\n");
    assertThat(broker.requests().getLast().path()).contains("operation=7");
  }

  @ParameterizedTest
  @CsvSource({"500, {}", "408, {}", "204, ''", "201, []", "0, ''"})
  void afterAnAnswerThatTellsNothingWhatMayBeThereIsRemoved(int status, String body) {
    broker.then(status, body).then(200, "{}");
    Invocation run = run("create", "db", "small", "one", "--request-timeout", "1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("what there was of it is removed");
    assertThat(asked()).containsExactly("PUT", "DELETE");
    assertThat(broker.requests().getLast().path())
        .contains("service_id=s&plan_id=p1", "accepts_incomplete=true");
    assertThat(memory()).doesNotContain("\"one\"");
  }

  @Test
  void aCreationThatFailsLaterIsRemovedToo() {
    broker.then(202, "{}").then(200, FAILED).then(202, "{}").then(200, GOING).then(410, "{}");
    Invocation run = run("create", "db", "small", "one");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no room", "was told to remove");
    assertThat(asked()).containsExactly("PUT", "GET last", "DELETE", "GET last", "GET last");
    assertThat(memory()).doesNotContain("\"one\"");
  }

  @Test
  void whatCannotBeRemovedIsRemembered() {
    broker.then(500, "{}").then(500, "{}").then(500, "{}").then(500, "{}").then(500, "{}");
    Invocation run = run("create", "db", "small", "one");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("it may still be there", "`slipway service delete one`");
    assertThat(memory()).contains("FAILED");
    broker.then(410, "{}");
    assertThat(run("delete", "one").status()).isZero();
    assertThat(memory()).doesNotContain("\"one\"");
  }

  @Test
  void bindingsAreRemovedInTheSameWay() {
    instance();
    broker.then(503, "{\"description\": \"closed\"}").then(200, "{}");
    Invocation run = run("bind", "one");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("the broker has failed (503): closed", "is removed");
    assertThat(broker.requests().getLast().path()).contains("/service_bindings/");
    broker.then(202, "{}").then(200, DONE).then(200, "{\"credentials\": {\"a\": 1}}");
    Invocation bound = run("bind", "one");
    assertThat(bound.status()).as(bound.err()).isZero();
    assertThat(bound.out()).contains("\"a\" : 1");
  }

  @Test
  void aRefusalLeavesAllAsItWas() {
    broker.then(422, "{\"error\": \"RequiresApp\", \"description\": \"which application?\"}");
    Invocation run = run("create", "db", "small", "one");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("the broker refuses (422 RequiresApp): which application?; name the application");
    assertThat(asked()).containsExactly("PUT");
    assertThat(memory()).doesNotContain("\"one\"");
    instance();
    broker.then(422, "{\"error\": \"ConcurrencyError\"}");
    assertThat(run("update", "one", "--plan", "large").status()).isEqualTo(1);
    assertThat(memory()).contains("READY").doesNotContain("p2");
    broker.then(202, "{}").then(200, FAILED);
    assertThat(run("update", "one", "--plan", "large").err())
        .contains("no room", "on the plan of before");
    assertThat(memory()).contains("READY").doesNotContain("p2");
    broker.then(202, "{}").then(200, DONE);
    assertThat(run("update", "one", "--plan", "large").status()).isZero();
    assertThat(memory()).contains("p2").doesNotContain("p1");
  }

  @Test
  void ctrlCLeavesTheOperationGoing() throws Exception {
    broker.then(202, "{\"operation\": \"7\"}");
    for (int i = 0; i < 200; i++) {
      broker.then(200, GOING);
    }
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    FutureTask<Integer> command =
        new FutureTask<>(() ->
            Invocation.run(
                Invocation.surroundings(folder, new ByteArrayOutputStream(), err, ""),
                line("create", "db", "small", "one")));
    Thread thread = Thread.ofPlatform().start(command);
    polled.await();
    thread.interrupt();
    assertThat(command.get()).isEqualTo(130);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("stopped waiting", "slipway service status one --wait", "service delete one");
    assertThat(asked()).doesNotContain("DELETE");
    assertThat(memory()).contains("CREATING", "\"7\"");
  }

  @Test
  void aCreationThatWasCutOffGoesOnWithTheSameInstance() {
    broker.then(202, "{}");
    run("create", "db", "small", "one", "--no-wait");
    broker.then(201, "{}");
    assertThat(run("create", "db", "small", "one").status()).isZero();
    assertThat(broker.requests().stream().map(ScriptedBroker.Request::path).distinct()).hasSize(1);
  }
}
