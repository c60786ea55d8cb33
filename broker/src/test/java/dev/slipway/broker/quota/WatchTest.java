package dev.slipway.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.mariadb.MariadbBackend;
import dev.slipway.broker.mariadb.MariadbServer;
import dev.slipway.broker.mariadb.SqlApplication;
import dev.slipway.broker.redis.RedisConfig;
import dev.slipway.broker.redis.SharedRedis;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.server.MariadbServerProcess;
import dev.slipway.broker.server.Redis;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.Bindings;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Instances;
import dev.slipway.broker.store.Schema;
import dev.slipway.broker.store.State;
import dev.slipway.database.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.node.JsonNodeFactory;

class WatchTest {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MIB = 1 << 20;
  private static final Map<String, Limits> PLANS =
      Map.of(
          "small", new Limits(Map.of(Limits.STORAGE, 2 * MIB)),
          "cache", new Limits(Map.of(Limits.MEMORY, MIB)),
          "large", new Limits(Map.of(Limits.STORAGE, 20 * MIB)),
          "free", Limits.NONE);

  private static MariadbServerProcess process;
  private static MariadbBackend mariadb;
  private static MariadbBackend away;

  @TempDir private Path folder;
  private Database database;
  private Instances instances;
  private Bindings bindings;

  @BeforeAll
  static void start() throws Exception {
    process = MariadbServerProcess.start();
    MariadbServer server = MariadbServer.parse(process.url());
    mariadb = new MariadbBackend(server, NAMES, TimeLimits.DEFAULT);
    away =
        new MariadbBackend(
            new MariadbServer("127.0.0.1", 1, "admin", "secret", false), NAMES, TimeLimits.DEFAULT);
  }

  @AfterAll
  static void stop() throws Exception {
    mariadb.close();
    away.close();
    process.close();
  }

  @BeforeEach
  void open() throws Exception {
    database = Schema.open("jdbc:sqlite:" + folder.resolve("broker.db"));
    instances = new Instances(database);
    bindings = new Bindings(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Watch watch() {
    return watch(WatchTest::resolve, Duration.ofHours(1));
  }

  private Watch watch(Function<InstanceRow, Instance> resolve, Duration every) {
    return new Watch(
        new Backends(Map.of("mariadb", mariadb, "away", away)),
        instances,
        bindings,
        resolve,
        every);
  }

  private static Instance resolve(InstanceRow row) {
    Limits limits = PLANS.get(row.plan());
    if (limits == null) {
      throw new IllegalStateException("there is no plan `" + row.plan() + "`");
    }
    return new Instance(
        row.name(),
        row.id(),
        limits,
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }

  private void add(String id, String backend, String plan) {
    InstanceRow row =
        new InstanceRow(
            id,
            NAMES.instance(),
            "a-service",
            plan,
            backend,
            "an-organization",
            "a-space",
            "{}",
            "{}",
            "",
            State.READY,
            Optional.empty(),
            false,
            NOW,
            NOW);
    database.change(handle -> instances.add(handle, row));
  }

  private InstanceRow row(String id) {
    return instances.find(id).orElseThrow();
  }

  /** An instance that is really there, with an application in it. */
  private SqlApplication application(String id) throws Exception {
    Instance instance = resolve(row(id));
    mariadb.provision(instance);
    return new SqlApplication(mariadb.bind(instance, bound(id)));
  }

  /** A binding that is written down. */
  private Binding bound(String id) {
    Binding binding =
        new Binding(NAMES.binding(), "a-binding", JsonNodeFactory.instance.objectNode());
    BindingRow row =
        new BindingRow(
            id,
            binding.id(),
            binding.name(),
            "",
            "{}",
            "{}",
            "",
            State.READY,
            Optional.empty(),
            NOW);
    database.change(handle -> bindings.add(handle, row));
    return binding;
  }

  /** The same, whose first session was ended. */
  private SqlApplication again(String id) throws Exception {
    Instance instance = resolve(row(id));
    BindingRow row = bindings.of(id).getFirst();
    Binding binding = new Binding(row.name(), row.id(), JsonNodeFactory.instance.objectNode());
    return new SqlApplication(mariadb.bind(instance, binding));
  }

  private static void fill(SqlApplication application) throws Exception {
    for (int i = 0; i < 4; i++) {
      application.write("big" + i, "x".repeat((int) MIB));
    }
  }

  @Test
  void whoeverIsOverTheLimitWritesAgainOnceEnoughIsDeleted() throws Exception {
    add("one", "mariadb", "small");
    try (SqlApplication application = application("one")) {
      application.write("kept", "text");
      watch().look();
      assertThat(row("one").restricted()).isFalse();
      fill(application);
    }
    watch().look();
    assertThat(row("one").restricted()).isTrue();
    try (SqlApplication application = again("one")) {
      assertThatThrownBy(() -> application.write("more", "text")).hasMessageContaining("denied");
      watch().look();
      assertThat(row("one").restricted()).isTrue();
      application.run("DELETE FROM texts WHERE k <> 'kept'");
    }
    // The first look after that makes the files smaller, the second one sees that they are.
    watch().look();
    watch().look();
    assertThat(row("one").restricted()).isFalse();
    try (SqlApplication application = again("one")) {
      application.write("more", "text");
      assertThat(application.read("kept")).isEqualTo("text");
    }
  }

  @Test
  void aLargerPlanLetsItWriteAgain() throws Exception {
    add("one", "mariadb", "small");
    add("two", "mariadb", "small");
    try (SqlApplication first = application("one");
        SqlApplication second = application("two")) {
      fill(first);
      fill(second);
    }
    watch().look();
    database.change(handle -> instances.updated(handle, "one", "large", "{}", "", NOW));
    database.change(handle -> instances.updated(handle, "two", "free", "{}", "", NOW));
    watch().look();
    assertThat(row("one").restricted()).isFalse();
    assertThat(row("two").restricted()).isFalse();
    try (SqlApplication first = again("one");
        SqlApplication second = again("two")) {
      first.write("more", "text");
      second.write("more", "text");
    }
  }

  @Test
  void memoryIsALimitToo() throws Exception {
    add("one", "redis", "cache");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    try (Redis server = Redis.start();
        SharedRedis before = redis(server, Clock.systemUTC());
        SharedRedis after = redis(server, later)) {
      Instance instance = resolve(row("one"));
      before.provision(instance);
      before.bind(instance, bound("one"));
      try (Jedis admin = new Jedis("127.0.0.1", server.port())) {
        admin.auth(server.password());
        admin.set(instance.name() + ":big", "x".repeat((int) (2 * MIB)));
        watch(before).look();
        assertThat(row("one").restricted()).isTrue();
        admin.del(instance.name() + ":big");
        // What is measured is good for some seconds, so this one measures by itself.
        watch(after).look();
        assertThat(row("one").restricted()).isFalse();
      }
    }
  }

  private static SharedRedis redis(Redis server, Clock clock) throws Exception {
    return new SharedRedis(RedisConfig.parse(server.url(), Optional.empty()), NAMES, clock);
  }

  private Watch watch(SharedRedis redis) {
    return new Watch(
        new Backends(Map.of("redis", redis)),
        instances,
        bindings,
        WatchTest::resolve,
        Duration.ofHours(1));
  }

  @Test
  void whatGoesWrongWithOneStopsNoneOfTheOthers() throws Exception {
    add("a-never-made", "mariadb", "small");
    add("b-without-a-plan", "mariadb", "gone");
    add("c-away", "away", "small");
    add("d-deleting", "mariadb", "small");
    add("e-full", "mariadb", "small");
    try (SqlApplication deleting = application("d-deleting");
        SqlApplication full = application("e-full")) {
      fill(deleting);
      fill(full);
      database.change(handle -> instances.state(handle, "d-deleting", State.DELETING, NOW));
      watch().look();
      deleting.speak();
    }
    assertThat(instances.list())
        .filteredOn(InstanceRow::restricted)
        .extracting(InstanceRow::id)
        .containsExactly("e-full");
  }

  @Test
  void itLooksAgainAndAgainUntilItIsClosed() throws Exception {
    add("one", "mariadb", "small");
    CountDownLatch looks = new CountDownLatch(3);
    Function<InstanceRow, Instance> counting =
        row -> {
          looks.countDown();
          return resolve(row);
        };
    try (Watch watch = watch(counting, Duration.ofMillis(1))) {
      watch.start();
      assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
