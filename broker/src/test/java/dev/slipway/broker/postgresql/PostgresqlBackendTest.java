package dev.slipway.broker.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.PostgreSql;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresqlBackendTest extends BackendContract {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final long MIB = 1 << 20;

  private static PostgreSql process;
  private static PostgresqlBackend backend;

  @BeforeAll
  static void start() throws Exception {
    process = PostgreSql.start();
    backend =
        new PostgresqlBackend(PostgresqlServer.parse(process.url()), NAMES, TimeLimits.DEFAULT);
  }

  @AfterAll
  static void stop() throws Exception {
    backend.close();
    process.close();
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.STORAGE, 4 * MIB, Limits.CONNECTIONS, 2L));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.STORAGE, 40 * MIB, Limits.CONNECTIONS, 5L));
  }

  @Override
  protected SqlApplication connect(Bound bound) throws SQLException {
    return new SqlApplication(bound);
  }

  @Test
  void whoeverIsOverTheStorageReadsAndDeletesButDoesNotWrite() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    assertThat(backend.usage(instance).get(Limits.STORAGE)).isLessThan(MIB);
    try (SqlApplication application = connect(bound)) {
      application.write("small", "text");
      application.run("CREATE SCHEMA other");
      application.run("CREATE TABLE other.big (t TEXT)");
      application.run(
          "INSERT INTO other.big SELECT md5(i::text) FROM generate_series(1, 100000) i");
      application.run("RESET ROLE");
      application.run("CREATE TABLE own AS SELECT 1 AS i");
      application.run("CREATE VIEW seen AS SELECT * FROM texts");
      assertThat(backend.usage(instance).get(Limits.STORAGE)).isGreaterThan(4 * MIB);
      backend.restrict(instance, List.of(binding), true);
      assertThatThrownBy(application::speak).isInstanceOf(SQLException.class);
    }
    try (SqlApplication application = connect(bound)) {
      assertThat(application.read("small")).isEqualTo("text");
      assertThat(application.ask("SELECT t FROM seen")).isEqualTo("text");
      assertCannotWrite(application);
      application.run("RESET ROLE");
      assertCannotWrite(application);
      assertRefused(application, "SET ROLE " + instance.name());
      application.run("DELETE FROM other.big");
    }
    try (SqlApplication later = connect(backend.bind(instance, binding()))) {
      assertCannotWrite(later);
    }
    backend.restrict(instance, List.of(binding), true);
    assertThat(backend.usage(instance).get(Limits.STORAGE)).isLessThan(MIB);
    backend.restrict(instance, List.of(binding), false);
    try (SqlApplication application = connect(bound)) {
      application.write("more", "text");
      application.run("DROP TABLE own");
      assertThat(application.read("more")).isEqualTo("text");
    }
    backend.restrict(instance, List.of(binding), true);
    backend.deprovision(instance);
    assertThat(backend.inventory().instances()).doesNotContain(instance.name());
  }

  private static void assertCannotWrite(SqlApplication application) {
    assertRefused(application, "INSERT INTO texts VALUES ('more', 'text')");
    assertRefused(application, "UPDATE texts SET t = 'more'");
    assertRefused(application, "INSERT INTO own VALUES (2)");
    assertRefused(application, "CREATE TABLE more (t TEXT)");
    assertRefused(application, "CREATE SCHEMA more");
    assertRefused(application, "CREATE TEMPORARY TABLE more (t TEXT)");
    assertThatThrownBy(() -> application.run("ALTER TABLE texts ADD COLUMN more TEXT"))
        .hasMessageContaining("must be owner");
  }

  private static void assertRefused(SqlApplication application, String sql) {
    assertThatThrownBy(() -> application.run(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void whoeverIsOverTheStorageHasNoOtherWayToWrite() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    String call = "SELECT grow()";
    try (SqlApplication application = connect(bound)) {
      application.write("one", "text");
      application.run("CREATE TABLE ruled (t TEXT)");
      application.run(
          "CREATE RULE grow AS ON DELETE TO ruled DO ALSO INSERT INTO ruled" + " VALUES ('more')");
      application.run(
          "CREATE FUNCTION grow() RETURNS TEXT SECURITY DEFINER LANGUAGE SQL"
              + " SET search_path = public AS"
              + " 'INSERT INTO texts VALUES (gen_random_uuid(), ''more'') RETURNING t'");
      assertThat(application.ask(call)).isEqualTo("more");
      application.run("SELECT lo_from_bytea(0, 'x')");
    }
    backend.restrict(instance, List.of(binding), true);
    backend.restrict(instance, List.of(binding), true);
    try (SqlApplication application = connect(bound)) {
      assertRefused(application, call);
      assertRefused(application, "DELETE FROM ruled");
      assertRefused(application, "SELECT lo_from_bytea(0, 'x')");
      assertRefused(application, "SELECT lo_creat(-1)");
      application.run("TRUNCATE ruled");
    }
    backend.restrict(instance, List.of(binding), false);
    try (SqlApplication application = connect(bound)) {
      assertThat(application.ask(call)).isEqualTo("more");
      assertThat(
              application.ask(
                  "SELECT prosecdef::text || proconfig::text FROM pg_proc"
                      + " WHERE proname = 'grow'"))
          .isEqualTo("true{search_path=public}");
      application.run("DELETE FROM ruled");
      application.run("SELECT lo_from_bytea(0, 'x')");
    }
    backend.deprovision(instance);
  }

  @Test
  void theDatabaseTakesAsManyConnectionsAsItsPlanHas() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Bound bound = backend.bind(instance, binding());
    assertThat(connections(bound, 0)).isEqualTo(2);
    backend.update(withLimits(instance, large()), List.of());
    assertThat(connections(bound, 0)).isEqualTo(5);
    backend.update(withLimits(instance, Limits.NONE), List.of());
    assertThat(connections(bound, 0)).isEqualTo(10);
    backend.deprovision(instance);
  }

  private static Instance withLimits(Instance instance, Limits limits) {
    return new Instance(
        instance.name(), instance.id(), limits, instance.settings(), instance.parameters());
  }

  /** How many there can be at once, up to ten. */
  private int connections(Bound bound, int open) throws SQLException {
    if (open == 10) {
      return open;
    }
    try (SqlApplication one = connect(bound)) {
      one.speak();
      return connections(bound, open + 1);
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("too many connections for database");
      return open;
    }
  }

  @Test
  void anApplicationHasNothingOutsideOfItsDatabase() throws Exception {
    Instance mine = instance(small());
    Instance other = instance(small());
    backend.provision(mine);
    backend.provision(other);
    Bound bound = backend.bind(mine, binding());
    backend.bind(other, binding());
    String url = (String) bound.credentials().get("jdbcUrl");
    for (String name : List.of(other.name(), "postgres", "template1")) {
      assertThatThrownBy(() -> new SqlApplication(url.replace(mine.name(), name)))
          .hasMessageContaining("permission denied for database");
    }
    try (SqlApplication ours = connect(bound)) {
      String name = mine.name();
      String user = (String) bound.credentials().get("username");
      for (String role : List.of(name, user)) {
        ours.run("SET ROLE " + role);
        for (String sql :
            List.of(
                "DROP DATABASE " + name,
                "ALTER DATABASE " + name + " CONNECTION LIMIT 99",
                "CREATE DATABASE more",
                "CREATE ROLE more",
                "ALTER ROLE " + user + " CREATEDB",
                "GRANT CONNECT ON DATABASE " + other.name() + " TO " + name,
                "GRANT " + other.name() + " TO " + user,
                "COPY (SELECT 1) TO '/tmp/slipway-copy'",
                "SELECT rolpassword FROM pg_authid",
                "SELECT pg_database_size('" + other.name() + "')")) {
          assertThatThrownBy(() -> ours.run(sql))
              .as(sql)
              .hasMessageMatching("(?s).*(denied|must be|must have).*");
        }
      }
    }
    backend.deprovision(mine);
    backend.deprovision(other);
  }

  @Test
  void whatABindingMadeAsItselfIsTheInstancesWhenItIsGone() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding first = binding();
    Bound bound = backend.bind(instance, first);
    try (SqlApplication maker = connect(bound)) {
      maker.write("one", "text");
      maker.run("RESET ROLE");
      maker.run("CREATE TABLE own AS SELECT 1 AS i");
      maker.run(
          "CREATE FUNCTION answer() RETURNS INT SECURITY DEFINER LANGUAGE SQL"
              + " AS 'SELECT i FROM own'");
      backend.unbind(instance, first);
    }
    try (SqlApplication heir = connect(backend.bind(instance, binding()))) {
      assertThat(heir.ask("SELECT answer()")).isEqualTo("1");
      heir.run("ALTER TABLE own ADD COLUMN j INT");
      heir.run("DROP FUNCTION answer()");
      heir.run("DROP TABLE own");
    }
    backend.deprovision(instance);
  }

  @Test
  void whatWasCutOffInTheMiddleIsDoneAgain() throws Exception {
    Instance instance = instance(small());
    Binding binding = binding();
    try (SqlApplication admin = SqlApplication.admin(process)) {
      admin.run("CREATE ROLE " + instance.name());
      admin.run("CREATE DATABASE " + instance.name() + " ALLOW_CONNECTIONS false");
      backend.restrict(instance, List.of(binding), true);
      backend.provision(instance);
      admin.run("CREATE ROLE " + binding.name());
      admin.run("CREATE ROLE " + instance.name() + "_read");
      try (SqlApplication application = connect(backend.bind(instance, binding))) {
        assertRefused(application, "CREATE TABLE more (t TEXT)");
      }
      backend.restrict(instance, List.of(binding), false);
      try (SqlApplication application = connect(backend.bind(instance, binding))) {
        application.write("one", "text");
      }
      admin.run("ALTER ROLE " + binding.name() + " NOLOGIN");
      backend.unbind(instance, binding);
      backend.bind(instance, binding);
      admin.run("DROP DATABASE " + instance.name());
      assertThat(backend.usage(instance)).isEmpty();
      backend.restrict(instance, List.of(binding), true);
      backend.deprovision(instance);
      assertThat(backend.inventory().instances()).doesNotContain(instance.name());
      assertThat(backend.inventory().bindings()).doesNotContain(binding.name());
    }
  }

  @Test
  void manyAreMadeAndRemovedAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> lives = Collections.nCopies(12, this::life);
      for (Future<String> each : threads.invokeAll(lives)) {
        assertThat(each.get()).isEqualTo("text");
      }
    }
  }

  private String life() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    try (SqlApplication application = connect(bound)) {
      application.write("one", "text");
    }
    backend.restrict(instance, List.of(binding), true);
    backend.restrict(instance, List.of(binding), false);
    try (SqlApplication application = connect(bound)) {
      return application.read("one");
    } finally {
      backend.unbind(instance, binding);
      backend.deprovision(instance);
    }
  }
}
