package dev.slipway.queue.amqp;

import dev.slipway.queue.QueueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A broker within the program. It keeps nothing on disk: the database is the truth, and what is in
 * the queue is published again at each start.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final SystemLauncher launcher;
  private final BrokerUrl url;

  private EmbeddedBroker(SystemLauncher launcher, BrokerUrl url) {
    this.launcher = launcher;
    this.url = url;
  }

  /**
   * The key and certificate for TLS.
   *
   * @param store a PKCS#12 file's bytes
   */
  public record Tls(byte[] store, String password) {
    @Override
    public String toString() {
      return "Tls";
    }
  }

  /** Starts one that talks no TLS. */
  public static EmbeddedBroker start(BrokerUrl url, Path work) throws QueueException {
    return start(url, work, Optional.empty());
  }

  /**
   * Starts one.
   *
   * @param url where it listens, and the only user
   * @param work an existing folder for its own files
   * @param tls there where {@code url} says that it talks TLS
   * @throws QueueException where it cannot listen there; nothing of it runs then
   */
  public static EmbeddedBroker start(BrokerUrl url, Path work, Optional<Tls> tls)
      throws QueueException {
    requireFree(url);
    Failure failure = new Failure();
    SystemLauncher launcher = new SystemLauncher(failure);
    try {
      Path configuration = work.resolve("broker.json");
      write(configuration, new JsonMapper().writeValueAsBytes(BrokerModel.of(url, tls)));
      try {
        launcher.startup(attributes(configuration, work));
        failure.throwIfThere();
      } finally {
        // It has the password.
        Files.delete(configuration);
      }
      return new EmbeddedBroker(launcher, url);
    } catch (IOException e) {
      throw new QueueException(
          QueueException.Code.CONFIGURATION,
          "the embedded broker cannot write into " + work + ": " + e.getMessage(),
          e);
    } catch (Exception e) {
      throw cannotListen(url, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Asks for it before anything starts: the broker itself only says, and at length, that something
   * has failed.
   *
   * @throws QueueException where it could not listen there
   */
  public static void requireFree(BrokerUrl url) throws QueueException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(url.host()), url.port()));
    } catch (IOException e) {
      throw cannotListen(url, e.getMessage() + "; set another port by `amqp.port`", e);
    }
  }

  private static QueueException cannotListen(BrokerUrl url, String reason, Exception cause) {
    return new QueueException(
        QueueException.Code.UNREACHABLE,
        "the embedded broker cannot listen on " + url.host() + ":" + url.port() + ": " + reason,
        cause);
  }

  /** The launcher ends what has not started, and tells only this of it. */
  private static final class Failure extends SystemLauncherListener.DefaultSystemLauncherListener {
    private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();

    @Override
    public void errorOnStartup(RuntimeException e) {
      fault.set(e);
    }

    void throwIfThere() {
      RuntimeException there = fault.get();
      if (there != null) {
        throw there;
      }
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes);
  }

  private static Map<String, Object> attributes(Path configuration, Path work) {
    Map<String, Object> system = new HashMap<>();
    system.put("type", "Memory");
    system.put("initialConfigurationLocation", configuration.toUri().toString());
    system.put("startupLoggedToSystemOut", false);
    system.put("context", BrokerModel.context(work));
    return system;
  }

  /** Where it listens. */
  public BrokerUrl url() {
    return url;
  }

  @Override
  public void close() {
    launcher.shutdown();
  }
}
