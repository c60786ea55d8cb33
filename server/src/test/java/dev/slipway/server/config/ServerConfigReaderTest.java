package dev.slipway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.Secret;
import dev.slipway.queue.source.GitAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigReaderTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("server.yml"), text);
  }

  private ServerConfigReader.Result read(
      String text, Map<String, String> environment, Map<String, Flag> flags) throws Exception {
    return ServerConfigReader.read(Optional.of(file(text)), environment, flags, folder);
  }

  private List<String> faults(String text, Map<String, String> environment) {
    ConfigException fault =
        catchThrowableOfType(ConfigException.class, () -> read(text, environment, Map.of()));
    return fault.faults().stream().map(f -> f.replace(folder + "/", "")).toList();
  }

  @Test
  void withoutAnythingItListensOnLoopback() throws Exception {
    ServerConfig config =
        ServerConfigReader.read(Optional.empty(), Map.of(), Map.of(), folder).config();
    assertThat(config.address()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(5000);
    assertThat(config.data()).isEqualTo(folder.resolve("slipway-data"));
    assertThat(config.databaseUrl()).isEqualTo("jdbc:sqlite:" + config.data() + "/slipway.db");
    assertThat(config.mail()).isEmpty();
  }

  @Test
  void flagsWinOverVariablesAndThoseOverTheFile() throws Exception {
    String text =
        """
        data: here
        listen: {port: 1001, address: 127.0.0.1}
        worker: {slots: 3}
        log: {format: json}
        """;
    ServerConfigReader.Result read =
        read(
            text,
            Map.of("SLIPWAY_SERVER_LISTEN_PORT", "1002", "SLIPWAY_SERVER_WORKER_SLOTS", "4"),
            Map.of("listen.port", new Flag("--port", "1003")));
    assertThat(read.config().port()).isEqualTo(1003);
    assertThat(read.config().worker().slots()).isEqualTo(4);
    assertThat(read.config().log().format()).isEqualTo(LogConfig.Format.JSON);
    assertThat(read.config().data()).isEqualTo(folder.resolve("here"));
    assertThat(read.printed())
        .contains("  port: 1003  # --port\n")
        .contains("  slots: 4  # SLIPWAY_SERVER_WORKER_SLOTS\n")
        .contains("  format: json  # " + folder.resolve("server.yml") + ":4:15\n")
        .contains("  level: info  # default\n");
  }

  @Test
  void theFileOfTheDataFolderIsReadWhereNoneIsNamed() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("server.yml"), "listen: {port: 1234}\n");
    Map<String, Flag> flags = Map.of("data", new Flag("--data", "data"));
    assertThat(ServerConfigReader.read(Optional.empty(), Map.of(), flags, folder).config().port())
        .isEqualTo(1234);
  }

  @Test
  void allMistakesAreFoundAtOnceEachWithItsPlace() {
    String text =
        """
        listen:
          prot: 80
        tls: {certificate: a.pem}
        log: {format: jsn}
        databse: {url: x}
        worker: 3
        data: {x: 1}
        mail: {host: mail.example.net}
        retention: {days: 0}
        storage: {folder: [a, b]}
        """;
    assertThat(faults(text, Map.of("SLIPWAY_SERVER_LISTEN_PRT", "1")))
        .contains(
            "server.yml:2:3: error: unknown key `prot` in `listen`; did you mean `port`?",
            "server.yml:4:15: error: `log.format`: `jsn` is none of `text`, `json`; did you mean"
                + " `json`?",
            "server.yml:5:1: error: unknown key `databse`; did you mean `database`?",
            "server.yml:6:1: error: `worker` is a map with `slots`, `work`, `cache`",
            "server.yml:7:1: error: `data` takes one value, not a map",
            "server.yml:9:19: error: `retention.days`: `0` is not a number from 1 to 36500",
            "server.yml:10:19: error: `storage.folder`: a list stands where one value does",
            "SLIPWAY_SERVER_LISTEN_PRT: error: there is no such setting; did you mean"
                + " `SLIPWAY_SERVER_LISTEN_PORT`?",
            "server.yml:3:20: error: `tls.certificate`: `tls.key` belongs to it and is not given",
            "error: `mail.from`: is missing; `mail` needs it");
  }

  @Test
  void whatIsNoYamlIsSaidWithItsPlace() {
    assertThat(faults("listen: {port: 1\n", Map.of()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("server.yml:2:1: error: is not YAML");
  }

  @Test
  void secretsComeFromFilesAndAreNeverShown() throws Exception {
    Files.writeString(folder.resolve("password"), "hush\nmore\n");
    String text =
        """
        database: {url: "jdbc:postgresql://db/slipway", user: me, password-file: password}
        brokers: {all: "amqp://u:verysecret@mq/v"}
        amqp: {password: alsosecret}
        mail: {host: mx, from: s@example.net, user: s, administrators: "a@x, b@x"}
        credentials:
          files: {url: "sftp://files.example.net/", user: u, password: thirdsecret}
        """;
    ServerConfigReader.Result read =
        read(text, Map.of("SLIPWAY_SERVER_MAIL_PASSWORD", "fourthsecret"), Map.of());
    ServerConfig config = read.config();
    assertThat(config.databaseUrl())
        .isEqualTo("jdbc:postgresql://db/slipway?user=me&password=hush");
    assertThat(config.brokers()).hasSize(Architecture.values().length);
    assertThat(config.credentials().getFirst().password()).contains(new Secret("thirdsecret"));
    assertThat(read.printed() + config + config.amqp() + config.credentials())
        .doesNotContain("secret", "hush");
    assertThat(read.printed()).contains("amqp://u@mq:5672/v");
    assertThat(config.mail().orElseThrow().administrators()).containsExactly("a@x", "b@x");
  }

  @Test
  void aWrongSecretIsNotRepeatedInTheError() {
    assertThat(faults("brokers: {all: 'http://u:verysecret@mq'}\n", Map.of()).toString())
        .contains("server.yml:1:16: error: `brokers.all`: this is not an address")
        .doesNotContain("verysecret");
  }

  @Test
  void aBrokerForOthersTalksTls() throws Exception {
    assertThat(faults("amqp: {address: 0.0.0.0}\n", Map.of()))
        .singleElement()
        .asString()
        .contains("server.yml:1:17: error: `amqp.address`: passwords would cross the network");
    assertThat(
            read("amqp: {address: 0.0.0.0}\ntls: {generate: true}\n", Map.of(), Map.of())
                .config()
                .amqp()
                .tls())
        .isTrue();
  }

  @Test
  void repositoriesAreThoseOfTheWorldUnlessSaidOtherwise() throws Exception {
    assertThat(read("log: {level: warn}\n", Map.of(), Map.of()).config().git())
        .isEqualTo(GitAccess.USUAL);
    Files.writeString(folder.resolve("token"), "verysecret\n");
    String text =
        """
        git:
          allow-private: true
          trust: ca.pem
          credentials:
            forge: {host: git.example.net, password-file: token}
            shell: {host: ssh.example.net, key: id, host-keys: known_hosts}
        """;
    ServerConfigReader.Result read =
        read(text, Map.of("SLIPWAY_SERVER_GIT_CREDENTIALS_FORGE_USER", "ann"), Map.of());
    assertThat(read.config().git())
        .isEqualTo(
            new GitAccess(
                false,
                true,
                Optional.of(folder.resolve("ca.pem")),
                Map.of(
                    "forge",
                    new GitAccess.Credential.Password(
                        "git.example.net", "ann", new Secret("verysecret")),
                    "shell",
                    new GitAccess.Credential.SshKey(
                        "ssh.example.net", folder.resolve("id"), folder.resolve("known_hosts")))));
    assertThat(read.printed() + read.config().git())
        .contains("    forge:\n      host: \"git.example.net\"")
        .doesNotContain("verysecret");
  }

  @Test
  void aGitCredentialIsForAHostAndHasOneSecret() {
    assertThat(
            faults(
                "git: {credentials: {a: {host: h, key: id, host-keys: k, password: p}, b: {user: u}}}\n",
                Map.of()))
        .containsExactlyInAnyOrder(
            "server.yml:1:39: error: `git.credentials.a.key`: `password` is given too; a"
                + " credential has one of them",
            "error: `git.credentials.b.host`: is missing; `git.credentials.b` needs it",
            "error: `git.credentials.b.password`: is missing; `git.credentials.b` needs it");
  }
}
