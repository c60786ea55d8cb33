package dev.slipway.broker.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.server.MariadbServerProcess;
import java.security.SecureRandom;
import java.time.Duration;
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

class MariadbBackendTest extends BackendContract {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());
  private static final long MIB = 1 << 20;

  private static MariadbServerProcess process;
  private static MariadbBackend backend;

  @BeforeAll
  static void start() throws Exception {
    process = MariadbServerProcess.start();
    backend = with(MariadbServer.parse(process.url()), TimeLimits.DEFAULT);
  }

  @AfterAll
  static void stop() throws Exception {
    backend.close();
    process.close();
  }

  private static MariadbBackend with(MariadbServer server, TimeLimits limits) {
    return new MariadbBackend(server, NAMES, limits);
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.STORAGE, 4 * MIB, Limits.CONNECTIONS, 4L));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.STORAGE, 40 * MIB, Limits.CONNECTIONS, 6L));
  }

  @Override
  protected SqlApplication connect(Bound bound) throws BackendException {
    return new SqlApplication(bound);
  }

  @Test
  void whoeverIsOverTheStorageReadsAndDeletesButDoesNotWrite() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    try (SqlApplication application = connect(bound)) {
      application.write("small", "text");
      for (int i = 0; i < 8; i++) {
        application.write("big" + i, "x".repeat((int) MIB));
      }
      assertThat(backend.usage(instance).get(Limits.STORAGE)).isGreaterThan(8 * MIB);
      backend.restrict(instance, List.of(binding), true);
      assertThatThrownBy(application::speak).isInstanceOf(BackendException.class);
    }
    try (SqlApplication application = connect(bound);
        SqlApplication later = connect(backend.bind(instance, binding()))) {
      assertThat(application.read("small")).isEqualTo("text");
      assertRefused(application, "INSERT INTO texts VALUES ('more', 'text')");
      assertRefused(application, "UPDATE texts SET t = 'more'");
      assertRefused(application, "CREATE TABLE more (t LONGTEXT)");
      assertRefused(application, "ALTER TABLE texts ADD COLUMN more LONGTEXT");
      assertRefused(later, "INSERT INTO texts VALUES ('more', 'text')");
      application.run("DELETE FROM texts WHERE k LIKE 'big%'");
    }
    backend.restrict(instance, List.of(binding), true);
    assertThat(backend.usage(instance).get(Limits.STORAGE)).isLessThan(MIB);
    try (SqlApplication application = connect(bound)) {
      assertRefused(application, "INSERT INTO texts VALUES ('more', 'text')");
      backend.restrict(instance, List.of(binding), false);
      assertThatThrownBy(application::speak).isInstanceOf(BackendException.class);
    }
    try (SqlApplication application = connect(bound)) {
      application.write("more", "text");
      assertThat(application.read("more")).isEqualTo("text");
    }
    backend.deprovision(instance);
  }

  private static void assertRefused(SqlApplication application, String sql) {
    assertThatThrownBy(() -> application.run(sql))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void tablesOfAnotherEngineCountToo() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (SqlApplication application = connect(backend.bind(instance, binding()))) {
      application.run("CREATE TABLE aside (t LONGTEXT) ENGINE = MyISAM");
      application.run("INSERT INTO aside VALUES (REPEAT('x', 3000000))");
    }
    assertThat(backend.usage(instance).get(Limits.STORAGE)).isGreaterThan(2_900_000);
    backend.deprovision(instance);
  }

  @Test
  void bindingsShareTheConnectionsOfTheirPlan() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    assertThat(connections(bound)).isEqualTo(4);
    Binding second = binding();
    Bound other = backend.bind(instance, second);
    assertThat(connections(bound)).isEqualTo(2);
    assertThat(connections(other)).isEqualTo(2);
    Instance larger =
        new Instance(
            instance.name(), instance.id(), large(), instance.settings(), instance.parameters());
    backend.update(larger, List.of(binding, second));
    assertThat(connections(bound)).isEqualTo(3);
    backend.unbind(larger, second);
    assertThat(connections(bound)).isEqualTo(6);
    Instance free =
        new Instance(
            instance.name(),
            instance.id(),
            Limits.NONE,
            instance.settings(),
            instance.parameters());
    backend.update(free, List.of(binding));
    assertThat(connections(bound)).isEqualTo(10);
    backend.deprovision(instance);
  }

  /** How many there can be at once, up to ten. */
  private int connections(Bound bound) throws BackendException {
    return connections(bound, 0);
  }

  private int connections(Bound bound, int open) throws BackendException {
    if (open == 10) {
      return open;
    }
    try (SqlApplication one = connect(bound)) {
      one.speak();
      return connections(bound, open + 1);
    } catch (BackendException e) {
      assertThat(e.text()).contains("max_user_connections");
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
    Binding stranger = binding();
    try (SqlApplication theirs = connect(backend.bind(other, stranger));
        SqlApplication ours = connect(bound)) {
      theirs.write("secret", "theirs");
      assertThat(ours.rows("SHOW DATABASES").toString())
          .contains(mine.name())
          .doesNotContain(other.name());
      assertThat(ours.rows("SELECT * FROM information_schema.TABLES").toString())
          .doesNotContain(other.name());
      assertThat(ours.rows("SHOW PROCESSLIST").toString()).doesNotContain(stranger.name());
      assertRefused(ours, "SELECT * FROM `" + other.name() + "`.texts");
      // The name differs in what an underscore in a GRANT would stand for.
      assertRefused(ours, "CREATE DATABASE `" + mine.name().replace('_', 'x') + "`");
      assertRefused(ours, "SELECT * FROM mysql.user");
      assertRefused(ours, "CREATE USER another");
      assertRefused(ours, "SET GLOBAL max_connections = 1000");
      assertRefused(ours, "SELECT 1 INTO OUTFILE '/tmp/slipway-outfile'");
      String user = (String) bound.credentials().get("username");
      assertRefused(ours, "ALTER USER '" + user + "'@'%' WITH MAX_USER_CONNECTIONS 99");
      assertRefused(ours, "GRANT SELECT ON `" + mine.name() + "`.* TO '" + stranger.name() + "'");
    }
    backend.deprovision(mine);
    backend.deprovision(other);
  }

  @Test
  void viewsTriggersAndProceduresOutliveTheBindingThatMadeThem() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding first = binding();
    try (SqlApplication maker = connect(backend.bind(instance, first))) {
      maker.write("one", "text");
      maker.run("CREATE TABLE gone (i INT)");
      maker.run("CREATE VIEW broken AS SELECT i FROM gone");
      maker.run("DROP TABLE gone");
      maker.run("CREATE TABLE seen (k VARCHAR(99))");
      maker.run("CREATE VIEW `the view` AS SELECT t FROM texts WHERE k = 'one' AND '?' <> ':x'");
      maker.run(
          "CREATE TRIGGER watch AFTER INSERT ON texts FOR EACH ROW"
              + " INSERT INTO seen VALUES (NEW.k)");
      maker.run(
          "CREATE FUNCTION answer() RETURNS TEXT READS SQL DATA"
              + " RETURN (SELECT MAX(t) FROM texts)");
      maker.run("SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'");
      maker.run("CREATE PROCEDURE say() SELECT \"t\" || '!' AS said FROM \"texts\"");
    }
    backend.unbind(instance, first);
    Binding second = binding();
    try (SqlApplication heir = connect(backend.bind(instance, second))) {
      assertThat(heir.rows("SELECT * FROM `the view`")).containsExactly(List.of("text"));
      assertThat(heir.rows("SELECT answer()")).containsExactly(List.of("text"));
      assertThat(heir.rows("CALL say()")).contains(List.of("text!"));
      heir.run("INSERT INTO texts VALUES ('two', 'more')");
      assertThat(heir.rows("SELECT * FROM seen")).containsExactly(List.of("two"));
      heir.run("DELETE FROM texts");
      backend.restrict(instance, List.of(second), true);
    }
    backend.deprovision(instance);
  }

  @Test
  void whatWasCutOffInTheMiddleIsDoneAgain() throws Exception {
    Instance instance = instance(small());
    Binding binding = binding();
    try (SqlApplication admin = admin(process)) {
      admin.run("CREATE DATABASE `" + instance.name() + "`");
      backend.provision(instance);
      admin.run("CREATE USER '" + binding.name() + "'@'%' IDENTIFIED BY 'half' ACCOUNT LOCK");
      try (SqlApplication application = connect(backend.bind(instance, binding))) {
        application.write("one", "text");
      }
      admin.run("DROP DATABASE `" + instance.name() + "`");
      assertThat(backend.usage(instance)).isEmpty();
      backend.restrict(instance, List.of(binding), true);
      backend.deprovision(instance);
      assertThat(backend.inventory().instances()).doesNotContain(instance.name());
      assertThat(backend.inventory().bindings()).doesNotContain(binding.name());
    }
  }

  private static SqlApplication admin(MariadbServerProcess of) throws Exception {
    MariadbServer server = MariadbServer.parse(of.url());
    return new SqlApplication(
        Bound.to(
            Map.of(
                "hostname", server.host(),
                "port", server.port(),
                "username", server.user(),
                "password", server.password(),
                "name", "mysql")));
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

  @Test
  void aWrongPasswordIsToldWithoutThePassword() throws Exception {
    MariadbServer right = MariadbServer.parse(process.url());
    MariadbServer wrong =
        new MariadbServer(right.host(), right.port(), right.user(), "not-it", false);
    try (MariadbBackend other = with(wrong, TimeLimits.DEFAULT)) {
      assertThatThrownBy(other::check)
          .hasMessageContaining("does not take the login `admin`")
          .hasMessageNotContaining("not-it")
          .extracting(thrown -> ((BackendException) thrown).kind())
          .isEqualTo(BackendException.Kind.REFUSED);
    }
  }

  @Test
  void aConnectionThatHasToBeEncryptedIsNotMadeWithoutThat() throws Exception {
    try (MariadbBackend encrypted =
        with(MariadbServer.parse(process.url() + "?tls=true"), TimeLimits.DEFAULT)) {
      assertThatThrownBy(encrypted::check)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("ssl not enabled")
          .hasMessageNotContaining(MariadbServerProcess.PASSWORD);
    }
  }

  @Test
  void aServerThatIsAwayOrSilentIsUnavailable() throws Exception {
    TimeLimits hasty =
        new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3));
    try (MariadbServerProcess own = MariadbServerProcess.start();
        MariadbBackend patient = with(MariadbServer.parse(own.url()), TimeLimits.DEFAULT);
        MariadbBackend impatient = with(MariadbServer.parse(own.url()), hasty)) {
      patient.check();
      own.freeze();
      assertUnavailable(impatient);
      own.thaw();
      patient.check();
      assertNoneIsLeftOpen(own);
      own.kill();
      assertUnavailable(patient);
      own.startAgain();
      patient.check();
    }
  }

  /** The server needs a moment to see that sessions which were given up are over. */
  private static void assertNoneIsLeftOpen(MariadbServerProcess own) throws Exception {
    try (SqlApplication admin = admin(own)) {
      List<List<String>> open = List.of();
      for (int i = 0; i < 2000 && open.size() != 1; i++) {
        open =
            admin.rows(
                "SELECT ID, USER, INFO FROM information_schema.PROCESSLIST"
                    + " WHERE COMMAND <> 'Daemon'");
      }
      assertThat(open).hasSize(1);
    }
  }

  private void assertUnavailable(Backend away) {
    assertThatThrownBy(() -> away.provision(instance(small())))
        .isInstanceOf(BackendException.class)
        .extracting(thrown -> ((BackendException) thrown).kind())
        .isEqualTo(BackendException.Kind.UNAVAILABLE);
  }
}
