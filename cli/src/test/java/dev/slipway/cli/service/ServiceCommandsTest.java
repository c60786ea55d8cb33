package dev.slipway.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.process.Command;
import dev.slipway.server.config.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands, against Slipway's own broker. */
class ServiceCommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;
  private RealBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = RealBroker.start(folder, new TlsConfig.None());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private Invocation logIn() {
    return Invocation.typing(
        "platform\n" + RealBroker.PASSWORD + "\n",
        folder,
        "service",
        "login",
        "--broker",
        broker.url());
  }

  /** Runs a command that is to succeed. */
  private Invocation run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("service"));
    all.addAll(List.of(arguments));
    Invocation run = Invocation.of(folder, all.toArray(String[]::new));
    assertThat(run.status()).as(String.join(" ", all) + ": " + run.err()).isZero();
    return run;
  }

  private JsonNode json(String... arguments) {
    return JSON.readTree(run(arguments).out());
  }

  @Test
  void aLoginIsKeptWhereNobodyElseReadsItAndIsTheBrokerOfLaterCommands() throws Exception {
    Invocation login = logIn();
    assertThat(login.status()).as(login.err()).isZero();
    assertThat(login.err()).contains("lets you in, and offers a service");
    Path file = folder.resolve(".config/slipway/brokers");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(json("catalog", "--json").path("services").path(0).path("name").asString())
        .isEqualTo("relay");
  }

  @Test
  void aWrongPasswordIsNotKept() {
    Invocation login =
        Invocation.with(
            Map.of("SLIPWAY_BROKER_LOGIN", "platform:wrong"),
            folder,
            "service",
            "login",
            "--broker",
            broker.url());
    assertThat(login.status()).isEqualTo(1);
    assertThat(login.err()).contains("does not know this name with this password");
    assertThat(folder.resolve(".config/slipway/brokers")).doesNotExist();
    Invocation catalog = Invocation.of(folder, "service", "catalog", "--broker", broker.url());
    assertThat(catalog.status()).isEqualTo(1);
    assertThat(catalog.err()).contains("401", "slipway service login");
  }

  @Test
  void theCatalogFitsATerminal() {
    logIn();
    assertThat(run("catalog").out().lines())
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.matches("relay +small +free +Small"))
        .anyMatch(line -> line.matches("relay +large +9.5 USD/month +Larger than .*\u2026"));
    assertThat(run("catalog", "relay").out())
        .contains("Hands out a login", "tags: smtp", "- No attachments");
  }

  @Test
  void anInstanceLivesFromItsCreationToItsEnd() {
    logIn();
    assertThat(run("create", "relay", "small", "mail", "-p", "n=1", "-p", "t=eu").err())
        .contains("create mail: relay small", "mail is there", "https://pages.example.net/");
    assertThat(run("list").out().lines()).anyMatch(l -> l.matches("mail +relay +small +ready"));
    assertThat(run("status", "mail").out()).isEqualTo("mail: ready\n");
    JsonNode shown = json("show", "mail", "--json");
    assertThat(shown.path("broker").path("parameters").path("n").asInt()).isEqualTo(1);
    assertThat(shown.path("broker").path("parameters").path("t").asString()).isEqualTo("eu");
    assertThat(json("bind", "mail", "--app", "app-1").path("port").asInt()).isEqualTo(25);
    JsonNode again = json("bind", "mail", "--name", "1", "--json");
    assertThat(again.path("credentials").path("port").asInt()).isEqualTo(25);
    assertThat(run("show", "mail").out()).contains("1, ready, for app-1", "n=1");
    Invocation kept = Invocation.of(folder, "service", "delete", "mail");
    assertThat(kept.status()).isEqualTo(2);
    assertThat(kept.err()).contains("mail has a binding; add --with-bindings");
    run("unbind", "mail");
    assertThat(json("update", "mail", "--plan", "large", "--json").path("plan").asString())
        .isEqualTo("large");
    assertThat(json("bind", "mail").path("uri").asString()).isEqualTo("smtp://large.example.net");
    assertThat(run("delete", "mail", "--with-bindings").err()).contains("mail is gone");
    assertThat(json("list", "--json").path("instances")).isEmpty();
  }

  @Test
  void credentialsAreVariablesForAShellWhateverIsInThem() throws Exception {
    logIn();
    run("create", "relay", "small", "my-mail");
    Path script =
        Files.writeString(folder.resolve("env"), run("bind", "my-mail", "--format", "env").out());
    List<String> said =
        Command.of(
                "sh",
                "-c",
                ". \"$1\"; echo \"$MY_MAIL_URI $MY_MAIL_PORT\"",
                "sh",
                script.toString())
            .lines();
    assertThat(said).containsExactly("smtp://it's.example.net 25");
  }

  @Test
  void credentialsAreWhatAnApplicationOnCloudFoundryReads() {
    logIn();
    run("create", "relay", "small", "mail");
    JsonNode service = json("bind", "mail", "--format", "vcap").path("relay").path(0);
    assertThat(service.path("instance_name").asString()).isEqualTo("mail");
    assertThat(service.path("tags").path(0).asString()).isEqualTo("smtp");
    assertThat(service.path("credentials").path("port").asInt()).isEqualTo(25);
    assertThat(service.path("syslog_drain_url").isNull()).isTrue();
  }

  @Test
  void whatIsMistypedIsNamedWithTheNearest() {
    logIn();
    run("create", "relay", "small", "mail");
    for (String[] each :
        new String[][] {
          {"create", "relai", "small", "x", "did you mean `relay`"},
          {"create", "relay", "smal", "x", "did you mean `small`"},
          {"show", "mai", "did you mean `mail`"},
          {"unbind", "mail", "mail has no bindings"},
          {"create", "relay", "small", "mail", "there is an instance `mail` already"},
          {"create", "relay", "small", "a/b", "`a/b` is no name"},
          {"update", "mail", "nothing is to change"},
          {"create", "relay", "small", "y", "--parameters", "[1]", "[1]: no such file"},
          {"create", "relay", "small", "y", "--parameters", "{x", "--parameters is no JSON"},
          {"create", "relay", "small", "y", "-p", "a={", "the parameter `a` is no JSON"},
        }) {
      List<String> arguments = new ArrayList<>(List.of("service"));
      Stream.of(each).limit(each.length - 1).forEach(arguments::add);
      Invocation run = Invocation.of(folder, arguments.toArray(String[]::new));
      assertThat(run.status()).as(run.err()).isIn(1, 2);
      assertThat(run.err()).contains(each[each.length - 1]);
    }
    assertThat(json("list", "--json").path("instances")).hasSize(1);
  }

  @Test
  void aCertificateOfItsOwnIsBelievedWhereItIsNamed() throws Exception {
    Path other = Files.createDirectories(folder.resolve("tls"));
    try (RealBroker tls = RealBroker.start(other, new TlsConfig.Generated())) {
      String[] plain = {"service", "catalog", "--broker", tls.url()};
      Map<String, String> login = Map.of("SLIPWAY_BROKER_LOGIN", "platform:" + RealBroker.PASSWORD);
      Invocation refused = Invocation.with(login, folder, plain);
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).contains("--broker-certificate FILE");
      Path certificate = other.resolve("data/certificate.pem");
      Invocation believed =
          Invocation.with(
              login,
              folder,
              "service",
              "catalog",
              "--broker",
              tls.url(),
              "--broker-certificate",
              certificate.toString());
      assertThat(believed.status()).as(believed.err()).isZero();
    }
  }
}
