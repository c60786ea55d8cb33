package dev.slipway.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A RabbitMQ node of the distribution's package, with ports, folders and an epmd of its own. */
public final class RabbitMq implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> environment;
  private final int port;
  private final int management;
  private final int encrypted;
  private final RealProcess epmd;
  private @Nullable RealProcess node;

  private RabbitMq(
      Path folder,
      Map<String, String> environment,
      int port,
      int management,
      int encrypted,
      RealProcess epmd) {
    this.folder = folder;
    this.environment = environment;
    this.port = port;
    this.management = management;
    this.encrypted = encrypted;
    this.epmd = epmd;
  }

  /** Starts one without plugins. */
  public static RabbitMq start() throws IOException, InterruptedException {
    return start("[].\n", Ports.free(), 0, "");
  }

  /** Starts one with its management, which takes some seconds longer. */
  public static RabbitMq startWithManagement() throws IOException, InterruptedException {
    int management = Ports.free();
    return start(
        "[rabbitmq_management].\n",
        management,
        0,
        """
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        collect_statistics_interval = 100
        """
            .formatted(management));
  }

  /** Starts one whose management is spoken to with TLS, as its AMQP can be. */
  public static RabbitMq startWithManagement(Certificate certificate)
      throws IOException, InterruptedException {
    int management = Ports.free();
    int encrypted = Ports.free();
    return start(
        "[rabbitmq_management].\n",
        management,
        encrypted,
        """
        management.ssl.ip = 127.0.0.1
        management.ssl.port = %1$d
        management.ssl.certfile = %3$s
        management.ssl.keyfile = %4$s
        listeners.ssl.default = 127.0.0.1:%2$d
        ssl_options.certfile = %3$s
        ssl_options.keyfile = %4$s
        collect_statistics_interval = 100
        """
            .formatted(management, encrypted, certificate.certificate(), certificate.key()));
  }

  private static RabbitMq start(String plugins, int management, int encrypted, String settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-rabbitmq");
    int port = Ports.free();
    int epmdPort = Ports.free();
    Path config =
        Files.writeString(
            folder.resolve("rabbitmq.conf"), "loopback_users.guest = true\n" + settings);
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOME", folder.toString());
    environment.put("ERL_EPMD_PORT", String.valueOf(epmdPort));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODENAME", "slipway-" + port + "@localhost");
    environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODE_PORT", String.valueOf(port));
    environment.put("RABBITMQ_DIST_PORT", String.valueOf(Ports.free()));
    environment.put("RABBITMQ_CONFIG_FILE", config.toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none.conf").toString());
    environment.put(
        "RABBITMQ_ENABLED_PLUGINS_FILE",
        Files.writeString(folder.resolve("plugins"), plugins).toString());
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("logs").toString());
    // Then the node takes the place of the script that starts it, and a kill hits it.
    environment.put("RUNNING_UNDER_SYSTEMD", "true");
    RealProcess epmd =
        RealProcess.start(
            List.of("epmd", "-d", "-port", String.valueOf(epmdPort), "-address", "127.0.0.1"),
            environment,
            "epmd running");
    RabbitMq started = new RabbitMq(folder, environment, port, management, encrypted, epmd);
    try {
      started.startAgain();
      return started;
    } catch (IOException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  /** Ends it at once. */
  public void kill() {
    Objects.requireNonNull(node, "it was started").close();
  }

  /** Starts it after that. */
  public void startAgain() throws IOException, InterruptedException {
    node =
        RealProcess.start(
                List.of("/usr/lib/rabbitmq/bin/rabbitmq-server"), environment, "completed with")
            .awaitReady();
  }

  /** Its management's address, with an administrator's login. */
  public String management() {
    return (encrypted > 0 ? "https://guest:guest@localhost:" : "http://guest:guest@127.0.0.1:")
        + management;
  }

  /** Where AMQP is spoken, by the user {@code guest} among others. */
  public int port() {
    return port;
  }

  /** Where applications find it. */
  public String amqp() {
    return encrypted > 0 ? "amqps://localhost:" + encrypted : "amqp://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    if (node != null) {
      node.close();
    }
    epmd.close();
    Folders.delete(folder);
  }
}
