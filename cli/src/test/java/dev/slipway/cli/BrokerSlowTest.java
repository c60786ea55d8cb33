package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service broker and its client as programs of their own. */
@Tag("slow")
@Timeout(180)
class BrokerSlowTest {
  private static final Pattern READY =
      Pattern.compile("password (\\S+) .*broker is at (\\S+)", Pattern.DOTALL);

  @TempDir private Path folder;
  private Process broker;
  private String said = "";

  @BeforeEach
  void start() throws Exception {
    Files.copy(Path.of("..", "examples", "broker", "catalog.yml"), folder.resolve("catalog.yml"));
    broker = start("broker", "--catalog", "catalog.yml", "--backend", "shared=static");
    said = until("broker is at");
  }

  @AfterEach
  void stop() {
    broker.destroyForcibly();
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder = builder(arguments);
    builder.redirectOutput(new File("/dev/null"));
    return builder.start();
  }

  private ProcessBuilder builder(String... arguments) {
    ProcessBuilder builder = Program.process(arguments);
    builder.directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    return builder;
  }

  /** Reads what the broker says until it has said something. */
  private String until(String wanted) throws IOException {
    StringBuilder all = new StringBuilder();
    BufferedReader err = broker.errorReader();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      all.append(line).append('\n');
      if (line.contains(wanted)) {
        break;
      }
    }
    return all.toString();
  }

  private String service(String login, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("service"));
    all.addAll(List.of(arguments));
    ProcessBuilder builder = builder(all.toArray(String[]::new));
    builder.environment().put("SLIPWAY_BROKER_LOGIN", login);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", all) + ": " + out).isZero();
    return out;
  }

  /** A hang-up is as good as the command; a wrong catalog changes nothing. */
  private void hangUp(Path catalog, String login) throws Exception {
    String right = Files.readString(catalog);
    Files.writeString(catalog, right.replace("One login for everybody", "One login for anybody"));
    Command.of("kill", "-s", "HUP", String.valueOf(broker.pid())).run();
    until("is read again");
    assertThat(service(login, "catalog")).contains("One login for anybody");
    Files.writeString(catalog, "services: [");
    Command.of("kill", "-s", "HUP", String.valueOf(broker.pid())).run();
    until("the catalog of before stays");
    assertThat(service(login, "catalog")).contains("One login for anybody");
    Files.writeString(catalog, right);
    Command.of("kill", "-s", "HUP", String.valueOf(broker.pid())).run();
    until("is read again");
  }

  @Test
  void aBrokerIsUsedToldToReloadAndKilled() throws Exception {
    Matcher ready = READY.matcher(said);
    assertThat(ready.find()).as(said).isTrue();
    String login = "admin:" + ready.group(1);
    assertThat(service(login, "login", "--broker", ready.group(2))).contains("lets you in");
    service(login, "create", "mail-relay", "standard", "mail");
    assertThat(service(login, "bind", "mail")).contains("smtp://relay.example.net:587");

    Path catalog = folder.resolve("catalog.yml");
    Files.writeString(
        catalog, Files.readString(catalog).replace("One login for all", "One login for everybody"));
    Process second = start("broker", "--catalog", "catalog.yml", "--backend", "shared=static");
    assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("process " + broker.pid(), "works with");
    assertThat(second.waitFor()).isEqualTo(1);
    Process reload = start("broker", "reload");
    assertThat(reload.waitFor()).isZero();
    until("is read again");
    assertThat(service(login, "catalog")).contains("One login for everybody");
    hangUp(catalog, login);
    Path keys = folder.resolve("slipway-broker/broker.keys");
    String key = Files.readString(keys);
    Process live = start("broker", "rotate-key");
    assertThat(new String(live.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("1 binding is sealed with the new key");
    assertThat(Files.readString(keys)).hasLineCount(1).isNotEqualTo(key);
    assertThat(service(login, "bind", "mail", "--name", "1")).contains("smtp://relay");
    assertThat(service(login, "bind", "mail")).contains("smtp://relay");
    assertThat(service(login, "unbind", "mail", "2")).contains("gone");

    Command.of("kill", "-s", "KILL", String.valueOf(broker.pid())).run();
    assertThat(broker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Process rotate = start("broker", "rotate-key");
    assertThat(new String(rotate.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("1 binding is sealed with the new key");
    String port = ready.group(2).replaceFirst(".*:", "");
    broker =
        start("broker", "--catalog", "catalog.yml", "--backend", "shared=static", "--port", port);
    until("broker is at");
    assertThat(service(login, "bind", "mail", "--name", "1"))
        .contains("smtp://relay.example.net:587");
    assertThat(service(login, "delete", "mail", "--with-bindings")).contains("mail is gone");
    Command.of("kill", "-s", "TERM", String.valueOf(broker.pid())).run();
    assertThat(until("never said")).endsWith("slipway: the service broker ends\n");
    assertThat(broker.waitFor()).isZero();
  }
}
