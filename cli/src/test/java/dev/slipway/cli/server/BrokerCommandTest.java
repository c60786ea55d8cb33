package dev.slipway.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.service.RealBroker;
import dev.slipway.server.config.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandTest {
  @TempDir private Path folder;

  private Invocation check(String catalog) throws Exception {
    Path file = Files.writeString(folder.resolve("checked.yml"), catalog);
    return Invocation.of(
        folder,
        "broker",
        "check",
        "--catalog",
        file.toString(),
        "--backend",
        "shared=static",
        "--data",
        folder.resolve("data").toString());
  }

  private Invocation service(RealBroker broker, String... arguments) {
    List<String> all = new ArrayList<>(List.of("service"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--broker", broker.url()));
    return Invocation.with(
        Map.of("SLIPWAY_BROKER_LOGIN", "platform:" + RealBroker.PASSWORD),
        folder,
        all.toArray(String[]::new));
  }

  @Test
  void aCatalogIsCheckedWithoutABroker() throws Exception {
    Invocation right = check(RealBroker.CATALOG);
    assertThat(right.status()).as(right.err()).isZero();
    assertThat(right.err()).contains("is right: 1 service, 2 plans");
    Invocation wrong = check(RealBroker.CATALOG.replace("backend: shared", "backend: sharde"));
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("checked.yml:10:", "did you mean `shared`?", "the catalog has mistakes");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aLimitThatIsNotKeptIsRefusedAtTheStartToo() throws Exception {
    String catalog =
        RealBroker.CATALOG.replace(
            "      metadata: {bullets",
            "      limits: {storage: 1 GiB}\n        metadata: {bullets");
    Invocation checked = check(catalog);
    Invocation started =
        Invocation.of(
            folder,
            "broker",
            "--catalog",
            folder.resolve("checked.yml").toString(),
            "--backend",
            "shared=static",
            "--data",
            folder.resolve("data").toString());
    for (Invocation each : List.of(checked, started)) {
      assertThat(each.status()).as(each.err()).isEqualTo(2);
      assertThat(each.err())
          .contains("checked.yml:17:", "the back end `shared` does not limit `storage`");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void anAddressThatCannotBeIsToldBeforeAnybodyIsAsked() throws Exception {
    Path file = Files.writeString(folder.resolve("checked.yml"), RealBroker.CATALOG);
    List<String> settings =
        List.of(
            "--backend",
            "shared=https://hidden@market.example.net",
            "--set",
            "backends.shared.type=relay",
            "--catalog",
            file.toString());
    for (List<String> command :
        List.of(List.of("broker", "check"), List.of("broker", "copy-catalog", "shared"))) {
      List<String> line = new ArrayList<>(command);
      line.addAll(settings);
      Invocation wrong = Invocation.of(folder, line.toArray(String[]::new));
      assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
      assertThat(wrong.err())
          .contains("the back end `shared`: the address of the other broker has no password")
          .doesNotContain("hidden");
    }
  }

  @Test
  void aCatalogIsCopiedWhereTheOtherBrokersAuthorityIsBelieved() throws Exception {
    try (RealBroker broker = RealBroker.start(folder, new TlsConfig.Generated())) {
      String login = "://platform:" + RealBroker.PASSWORD.replace(" ", "%20") + "@";
      String market =
          "catalog: copied.yml\nbackends: {market: {type: relay, url: \"%s\"}}\n"
              .formatted(broker.url().replace("://", login));
      Invocation unknown = copy(market);
      assertThat(unknown.status()).isNotZero();
      assertThat(unknown.err())
          .contains("its certificate is not believed", "the setting `ca` names the authority")
          .doesNotContain("password");
      Invocation copied = copy(market.replace("\"}", "\", ca: data/certificate.pem}"));
      assertThat(copied.status()).as(copied.err()).isZero();
      assertThat(folder.resolve("copied.yml")).content().contains("A relay");
    }
  }

  private Invocation copy(String settings) throws Exception {
    Path file = Files.writeString(folder.resolve("copying.yml"), settings);
    return Invocation.of(folder, "broker", "copy-catalog", "market", "--config", file.toString());
  }

  @Test
  void aPlanThatHasInstancesIsNotLeftOut() throws Exception {
    try (RealBroker broker = RealBroker.start(folder, new TlsConfig.None())) {
      assertThat(service(broker, "create", "relay", "small", "mail").status()).isZero();
    }
    Invocation wrong = check(RealBroker.CATALOG.replace("plan-1", "plan-3"));
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("the plan plan-1 of the service relay is missing");
  }

  @Test
  void credentialsAreSealedWithANewKeyAndStillRead() throws Exception {
    int port;
    try (RealBroker broker = RealBroker.start(folder, new TlsConfig.None())) {
      port = broker.broker().address().getPort();
      assertThat(service(broker, "create", "relay", "small", "mail").status()).isZero();
      assertThat(service(broker, "bind", "mail").status()).isZero();
    }
    Path keys = folder.resolve("data/broker.keys");
    String before = Files.readString(keys);
    String data = folder.resolve("data").toString();
    Invocation rotated = Invocation.of(folder, "broker", "rotate-key", "--data", data);
    assertThat(rotated.status()).as(rotated.err()).isZero();
    assertThat(rotated.err()).contains("1 binding is sealed with the new key");
    assertThat(Files.readString(keys)).hasLineCount(1).isNotEqualTo(before);
    try (RealBroker broker = RealBroker.start(folder, new TlsConfig.None(), port)) {
      Invocation bound = service(broker, "bind", "mail", "--name", "1");
      assertThat(bound.status()).as(bound.err()).isZero();
      assertThat(bound.out()).contains("smtp://it's.example.net");
    }
  }

  @Test
  void whoAskedForWhatIsListedWhileTheBrokerRuns() throws Exception {
    String data = folder.resolve("data").toString();
    try (RealBroker broker = RealBroker.start(folder, new TlsConfig.None())) {
      assertThat(service(broker, "create", "relay", "small", "mail").status()).isZero();
      assertThat(service(broker, "bind", "mail").status()).isZero();
      Invocation list = Invocation.of(folder, "broker", "operations", "--data", data);
      assertThat(list.status()).as(list.err()).isZero();
      assertThat(list.out().lines()).hasSize(2);
      assertThat(list.out().lines().toList().getFirst())
          .contains("bind", "succeeded", "by platform", "request ");
      assertThat(list.out()).doesNotContain("smtp://");
      Invocation json = Invocation.of(folder, "broker", "operations", "--data", data, "--json");
      assertThat(json.out()).contains("\"user\":\"platform\"", "\"state\":\"succeeded\"");
      Invocation none =
          Invocation.of(folder, "broker", "operations", "--data", data, "--instance", "another");
      assertThat(none.out()).isEmpty();
      Invocation rotated = Invocation.of(folder, "broker", "rotate-key", "--data", data);
      assertThat(rotated.err()).contains("1 binding is sealed with the new key");
      assertThat(service(broker, "bind", "mail", "--name", "1").status()).isZero();
      assertThat(service(broker, "bind", "mail").status()).isZero();
    }
    Invocation nowhere = Invocation.of(folder, "broker", "operations", "--data", "nowhere");
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void anAddressThatTheIssuerWouldNotSendBackToIsRefused() throws Exception {
    String client =
        "    dashboard_client: {id: pages, secret: word, redirect_uri: 'https://b.example/%s'}\n";
    for (String back : List.of("dashboard/callback", "dashboard/callback/", "")) {
      Path catalog = folder.resolve("catalog.yml");
      Files.writeString(
          catalog,
          RealBroker.CATALOG.replaceFirst(
              "\n( +)plans:", "\n" + client.formatted(back) + "$1plans:"));
      Invocation check =
          Invocation.of(
              folder,
              "broker",
              "check",
              "--catalog",
              catalog.toString(),
              "--backend",
              "shared=static",
              "--set",
              "url=https://b.example",
              "--set",
              "sso.issuer=https://issuer.example",
              "--set",
              "sso.permissions=https://platform.example/{id}");
      if (back.equals("dashboard/callback")) {
        assertThat(check.status()).as(check.err()).isZero();
      } else {
        assertThat(check.status()).isEqualTo(2);
        assertThat(check.err()).contains("write https://b.example/dashboard/callback");
      }
    }
  }

  @Test
  void aBrokerThatDoesNotRunCannotBeToldToReload() {
    Invocation run = Invocation.of(folder, "broker", "reload", "--data", "nowhere");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no service broker works with", "nowhere");
    Invocation rotated = Invocation.of(folder, "broker", "rotate-key", "--data", "nowhere");
    assertThat(rotated.status()).isEqualTo(1);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }
}
