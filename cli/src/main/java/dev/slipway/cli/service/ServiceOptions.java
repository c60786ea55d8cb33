package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.secret.CredentialsFile;
import dev.slipway.server.certificate.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which broker is spoken to. */
final class ServiceOptions {
  /** Name and password with a colon between. */
  static final String LOGIN = "SLIPWAY_BROKER_LOGIN";

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "Where the broker is, as https://broker.example.net.")
  private @Nullable String broker;

  @Option(
      names = "--broker-certificate",
      paramLabel = "FILE",
      description = "The broker's certificate, where no authority has signed it.")
  private @Nullable Path certificate;

  @Option(
      names = "--request-timeout",
      paramLabel = "SECONDS",
      description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(names = "--json", description = "Print what there is as JSON.")
  private boolean json;

  /** Whether JSON is wanted. */
  boolean json() {
    return json;
  }

  /** The broker's address. */
  URI address(Surroundings surroundings) throws IOException {
    return BrokerAddress.of(Optional.ofNullable(broker), surroundings);
  }

  /** With the login that is stored or in the environment. */
  BrokerClient client(Surroundings surroundings) throws IOException {
    URI address = address(surroundings);
    Optional<String> login = variable(surroundings);
    Optional<String> used =
        login.isPresent()
            ? login.map(ServiceOptions::base64)
            : CredentialsFile.ofBrokers(surroundings).secret(address);
    return client(surroundings, address, used);
  }

  /**
   * With another login.
   *
   * @param login name and password as {@link #base64} has them
   */
  BrokerClient client(Surroundings surroundings, URI address, Optional<String> login)
      throws IOException {
    SSLContext trust =
        certificate == null ? null : Trust.of(surroundings.folder().resolve(certificate));
    return new BrokerClient(
        address,
        login.map(l -> "Basic " + l),
        trust,
        Duration.ofSeconds(Math.clamp(seconds, 1, 3600)));
  }

  /** The login in the environment. */
  static Optional<String> variable(Surroundings surroundings) {
    return Optional.ofNullable(surroundings.environment().get(LOGIN)).filter(v -> !v.isBlank());
  }

  static String base64(String login) {
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** All that a command needs. */
  Session open(Surroundings surroundings) throws IOException {
    BrokerClient client = client(surroundings);
    return new Session(surroundings, client, Memory.of(surroundings, client.broker()));
  }

  /** What the broker is remembered to have; nothing is asked of it. */
  Memory memory(Surroundings surroundings) throws IOException {
    return Memory.of(surroundings, address(surroundings));
  }
}
