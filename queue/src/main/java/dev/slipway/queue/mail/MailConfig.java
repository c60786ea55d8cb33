package dev.slipway.queue.mail;

import dev.slipway.queue.Secret;
import java.util.List;
import java.util.Optional;

/**
 * How mail is sent.
 *
 * @param from the sender's address
 * @param login empty where the host asks for none
 * @param administrators who hears of trouble with brokers
 */
public record MailConfig(
    String host,
    int port,
    Encryption encryption,
    Optional<Login> login,
    String from,
    List<String> administrators) {
  public MailConfig {
    administrators = List.copyOf(administrators);
  }

  /** How the connection is encrypted. */
  public enum Encryption {
    /** Begun in the clear, then upgraded; it is an error where the host cannot. */
    STARTTLS,
    /** From its first byte. */
    TLS,
    /** Not at all. */
    NONE
  }

  /** A user and the password. */
  public record Login(String user, Secret password) {}
}
