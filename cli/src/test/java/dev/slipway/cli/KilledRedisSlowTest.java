package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.json.JsonMapper;

/** A broker is killed that runs a Redis server for an instance. */
@Tag("slow")
class KilledRedisSlowTest {
  private static final Map<String, String> LOGIN =
      Map.of("SLIPWAY_BROKER_LOGIN", "admin:the password of tests");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("broker.yml"),
        """
        data: data
        catalog: catalog.yml
        users: {admin: {password: the password of tests}}
        backends: {redis: {type: redis, folder: %s}}
        """
            .formatted(folder.resolve("redis")));
    Files.writeString(
        folder.resolve("catalog.yml"),
        """
        services:
          - name: redis
            id: service-1
            description: Keys
            bindable: true
            backend: redis
            plans:
              - {name: dedicated, id: plan-1, description: A server of its own, limits: {memory: 32 MiB}, settings: {mode: process}}
        """);
  }

  private Launched broker() throws IOException {
    return Launched.start(folder, Map.of(), "broker", "--config", "broker.yml");
  }

  private String service(String address, String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = "service";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    line[line.length - 2] = "--broker";
    line[line.length - 1] = address;
    Invocation run = Invocation.with(LOGIN, folder, line);
    assertThat(run.status()).as(String.join(" ", line) + ": " + run.err()).isZero();
    return run.out();
  }

  private static String address(Launched broker) throws InterruptedException {
    return broker.await("broker is at").replaceFirst(".*broker is at ", "").strip();
  }

  @Test
  void itsServersEndWithItAndAreThereAgainWithAllThatWasWritten() throws Exception {
    URI uri;
    try (Launched broker = broker()) {
      String address = address(broker);
      service(address, "create", "redis", "dedicated", "mine");
      String bound = service(address, "bind", "mine", "--format", "json");
      uri = URI.create(new JsonMapper().readTree(bound).findValue("uri").asString());
      try (Jedis application = new Jedis(uri)) {
        application.set("kept", "text");
      }
      List<ProcessHandle> servers = broker.below();
      assertThat(servers).hasSize(1);
      broker.signal("KILL");
      assertThat(broker.status()).isEqualTo(137);
      servers.getFirst().onExit().get(20, TimeUnit.SECONDS);
    }
    try (Launched broker = broker()) {
      String address = address(broker);
      try (Jedis application = new Jedis(uri)) {
        assertThat(application.get("kept")).isEqualTo("text");
      }
      ProcessHandle server = broker.below().getFirst();
      service(address, "list");
      broker.signal("TERM");
      assertThat(broker.status()).isZero();
      server.onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
