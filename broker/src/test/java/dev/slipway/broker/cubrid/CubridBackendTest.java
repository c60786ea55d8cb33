package dev.slipway.broker.cubrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said to CUBRID's programs, on a fake of them. Whether CUBRID does what is meant is not
 * tested.
 */
class CubridBackendTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "i_0123456789abcdef0123456789abcdef";
  private static final String DATABASE = "i0123456789abcdef";
  private static final Binding BINDING =
      new Binding("b_abcdefghijklmnopqrst", "id", JSON.createObjectNode());

  /** Where csql gets a new password. */
  private static final String RANDOM = "'[A-Za-z0-9]{31}'";

  @TempDir private Path installation;
  private Path folder;
  private CubridBackend backend;

  @BeforeEach
  void install() throws Exception {
    Path programs = Files.createDirectory(installation.resolve("bin"));
    copy("cubrid", programs);
    copy("csql", programs);
    folder = Files.createDirectory(installation.resolve("databases"));
    backend =
        new CubridBackend(
            CubridServer.parse("cubrid://dba:hid'den@db.example" + installation, Optional.empty()),
            new RandomNames(new SecureRandom()),
            TimeLimits.DEFAULT);
  }

  private void copy(String program, Path to) throws IOException {
    try (InputStream script = getClass().getResourceAsStream("fake-" + program)) {
      Path file = to.resolve(program);
      Files.copy(script, file);
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  private static Instance instance(String settings) {
    return new Instance(NAME, "id", Limits.NONE, JSON.readTree(settings), JSON.createObjectNode());
  }

  private static Instance instance() {
    return instance("{}");
  }

  /** What was said since this was asked before. */
  private List<String> said() throws IOException {
    Path exchange = folder.resolve("exchange");
    if (!Files.exists(exchange)) {
      return List.of();
    }
    List<String> lines =
        Files.readAllLines(exchange).stream().map(l -> l.replaceAll(RANDOM, "'…'")).toList();
    Files.delete(exchange);
    return lines;
  }

  private void fake(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String csql(String password, String mode) {
    return "csql -u dba -p " + password + " " + mode + " --no-pager -i /dev/stdin " + DATABASE;
  }

  @Test
  void aDatabaseHasPasswordsBeforeItsServerRuns() throws Exception {
    backend.provision(instance("{\"locale\": \"en_US.utf8\"}"));
    String fresh = csql("", "-S");
    String look = "  SELECT 'slipway:' || name FROM db_user WHERE name = 'OWNER';";
    assertThat(said())
        .containsExactly(
            "cubrid createdb --db-volume-size=64M --log-volume-size=64M --file-path="
                + folder.resolve(NAME)
                + " "
                + DATABASE
                + " en_US.utf8",
            "cubrid server status",
            fresh,
            look,
            fresh,
            "  ALTER USER public PASSWORD '…';",
            fresh,
            look,
            fresh,
            "  CREATE USER owner PASSWORD '…';",
            fresh,
            "  ALTER USER dba PASSWORD 'hid''den';",
            "cubrid server start " + DATABASE);
    backend.provision(instance());
    assertThat(said()).containsExactly("cubrid server status");
  }

  @Test
  void whatWasCutOffGoesOn() throws Exception {
    fake("fail-server", "++ cubrid master is not running.\n");
    backend.provision(instance());
    said();
    Files.delete(folder.resolve("running"));
    backend.provision(instance());
    assertThat(said())
        .doesNotContain("  ALTER USER dba PASSWORD 'hid''den';")
        .noneMatch(l -> l.startsWith("cubrid createdb"))
        .contains(csql("hid'den", "-S"))
        .endsWith("cubrid server start " + DATABASE);
  }

  private void provisioned() throws Exception {
    backend.provision(instance());
    said();
  }

  @Test
  void aBindingIsAMemberOfTheOwner() throws Exception {
    provisioned();
    Map<String, Object> credentials = backend.bind(instance(), BINDING).credentials();
    String password = String.valueOf(credentials.get("password"));
    assertThat(password).hasSize(31);
    assertThat(credentials)
        .containsEntry("name", DATABASE)
        .containsEntry(
            "jdbcUrl",
            "jdbc:cubrid:db.example:33000:"
                + DATABASE
                + ":"
                + BINDING.name()
                + ":"
                + password
                + ":")
        .containsEntry(
            "uri", "cubrid://" + BINDING.name() + ":" + password + "@db.example:33000/" + DATABASE);
    assertThat(said()).contains("  CREATE USER " + BINDING.name() + " PASSWORD '…' GROUPS owner;");
    assertThat(backend.bind(instance(), BINDING).credentials()).isNotEqualTo(credentials);
    assertThat(said()).contains("  DROP USER " + BINDING.name() + ";");
    Files.delete(folder.resolve("running"));
    backend.unbind(instance(), BINDING);
    assertThat(said()).contains("cubrid server start " + DATABASE);
  }

  @Test
  void aBindingEndsBeforeWhatItHasMadeIsHandedOver() throws Exception {
    provisioned();
    backend.bind(instance(), BINDING);
    said();
    fake("things", "TABLE orders\nVIEW 주문_1\n");
    fake(
        "transactions",
        """
           1(ACTIVE)              DBA         myhost           15771              csql
           2(ACTIVE)   B_ABCDEFGHIJKLMNOPQRST         myhost            2171              broker1_cub_cas_1
          12(COMMITTED)   B_ABCDEFGHIJKLMNOPQRST         myhost            2172              broker1_cub_cas_2
           3(ACTIVE)   B_ABCDEFGHIJKLMNOPQRSTU         myhost            2173              broker1_cub_cas_3
        """);
    backend.unbind(instance(), BINDING);
    List<String> said =
        said().stream().filter(l -> !l.startsWith("csql") && !l.contains("SELECT")).toList();
    assertThat(said)
        .containsExactly(
            "cubrid server status",
            "  ALTER USER b_abcdefghijklmnopqrst PASSWORD '…';",
            "cubrid tranlist -s -p hid'den " + DATABASE,
            "cubrid killtran -f -i 2,12 -p hid'den " + DATABASE,
            "  ALTER TABLE [b_abcdefghijklmnopqrst].[orders] OWNER TO owner;",
            "  ALTER VIEW [b_abcdefghijklmnopqrst].[주문_1] OWNER TO owner;",
            "  DROP USER b_abcdefghijklmnopqrst;");
    backend.unbind(instance(), BINDING);
    assertThat(said()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"TABLE a]; DROP TABLE b", "USER dba", "TABLE"})
  void namesThatCouldBeStatementsAreNotSaid(String thing) throws Exception {
    provisioned();
    backend.bind(instance(), BINDING);
    said();
    fake("things", thing + "\n");
    assertThatThrownBy(() -> backend.unbind(instance(), BINDING))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("cannot be handed over");
    assertThat(said())
        .contains("  ALTER USER b_abcdefghijklmnopqrst PASSWORD '…';")
        .noneMatch(l -> l.contains("OWNER TO") || l.contains("DROP"));
  }

  @Test
  void onlyTheInstancesServerIsStopped() throws Exception {
    provisioned();
    assertThat(backend.inventory()).isEqualTo(new Inventory(Set.of(NAME), Set.of()));
    assertThat(backend.usage(instance()))
        .isEqualTo(Map.of(Limits.STORAGE, (61L << 20) + (1L << 19)));
    said();
    backend.deprovision(instance());
    assertThat(said())
        .containsExactly(
            "cubrid server status",
            "cubrid server stop " + DATABASE,
            "cubrid deletedb -d " + DATABASE);
    assertThat(folder.resolve(NAME)).doesNotExist();
    assertThat(backend.inventory()).isEqualTo(Inventory.NOTHING);
    backend.deprovision(instance());
    backend.unbind(instance(), BINDING);
    assertThat(backend.usage(instance())).isEmpty();
    assertThat(said()).isEmpty();
    backend.check();
  }

  @Test
  void whatIsHalfMadeIsRemovedAndMadeAgain() throws Exception {
    Files.createDirectories(folder.resolve(NAME).resolve("lob"));
    Files.writeString(folder.resolve(NAME).resolve("lob").resolve("rest"), "x");
    assertThat(backend.inventory().instances()).containsExactly(NAME);
    backend.provision(instance());
    assertThat(folder.resolve(NAME)).isNotEmptyDirectory();
    assertThat(folder.resolve(NAME).resolve("lob")).doesNotExist();
  }

  @Test
  void aDatabaseOfSomebodyElseIsLeftAlone() throws Exception {
    fake(
        "databases.txt", "#db-name vol-path\n" + DATABASE + "  /elsewhere  localhost /elsewhere\n");
    assertThatThrownBy(() -> backend.provision(instance()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("is in /elsewhere already");
    assertThatThrownBy(() -> backend.deprovision(instance())).isInstanceOf(BackendException.class);
    assertThat(said()).isEmpty();
  }

  @Test
  void faultsHaveWhatCubridSaysWithoutPasswords() throws Exception {
    provisioned();
    fake("fail-spacedb", "ERROR: no room for hid'den, PASSWORD 'abc'\n");
    assertThatThrownBy(() -> backend.usage(instance()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("no room for …")
        .hasMessageNotContaining("hid'den")
        .hasMessageNotContaining("abc");
    assertThatThrownBy(() -> backend.provision(instance("{\"locale\": \"-x\"}")))
        .hasMessageContaining("settings.locale");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cubrid://root:hidden@h/opt/cubrid          | names another user than `dba`",
        "cubrid://dba:hidden@h                      | folder of the installation",
        "cubrid://dba:hidden@h/opt/cubrid?tls=true  | something after a `?`",
        "cubrid://dba:hiddenhiddenhiddenhiddenhidden12@h/opt/cubrid | more than 31 bytes",
      })
  void anAddressThatIsWrongIsTold(String url, String wrong) {
    assertThatThrownBy(() -> CubridServer.parse(url, Optional.empty()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(wrong)
        .hasMessageNotContaining("hidden");
  }
}
