package dev.slipway.server;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Secret;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.EmbeddedBroker;
import dev.slipway.server.certificate.ServerCertificate;
import dev.slipway.server.config.AmqpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The broker within the program.
 *
 * @param listens where, and with which login
 */
record OwnBroker(BrokerUrl listens, Path data, Optional<ServerCertificate> certificate)
    implements Callable<EmbeddedBroker> {
  /** The file in the data folder that has the password; remote workers are given it. */
  private static final String PASSWORD = "amqp.password";

  /** One that has not begun; its password is made where there is none yet. */
  static OwnBroker of(
      AmqpConfig config, Path data, SecureRandom random, Optional<ServerCertificate> certificate)
      throws IOException {
    String password =
        config.password().isPresent()
            ? config.password().map(Secret::text).get()
            : kept(data.resolve(PASSWORD), random);
    BrokerUrl url =
        new BrokerUrl(config.tls(), config.address(), config.port(), config.user(), password, "/");
    return new OwnBroker(url, data, certificate.filter(_ -> config.tls()));
  }

  private static String kept(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      Path whole =
          Files.createTempFile(
              file.getParent(),
              PASSWORD,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(whole, Base64.getUrlEncoder().encodeToString(bytes) + "\n");
      Files.move(whole, file);
    }
    return Files.readString(file).strip();
  }

  /** As programs on this machine reach it, for all architectures. */
  Map<Architecture, BrokerUrl> brokers() {
    BrokerUrl here =
        new BrokerUrl(
            listens.tls(),
            Addresses.reachable(listens.host()),
            listens.port(),
            listens.user(),
            listens.password(),
            listens.virtualHost());
    Map<Architecture, BrokerUrl> all = new EnumMap<>(Architecture.class);
    for (Architecture each : Architecture.values()) {
      all.put(each, here);
    }
    return all;
  }

  /** Starts it. */
  @Override
  public EmbeddedBroker call() throws QueueException, IOException {
    Path work = Files.createDirectories(data.resolve("broker"));
    return EmbeddedBroker.start(
        listens, work, certificate.map(c -> new EmbeddedBroker.Tls(c.bytes(), c.password())));
  }

  @Override
  public String toString() {
    return listens.toString();
  }
}
