package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.secret.CredentialsFile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Finds out which broker is meant. */
final class BrokerAddress {
  private static final String VARIABLE = "SLIPWAY_SERVICE_BROKER";
  private static final String EXAMPLE = "; write one as https://broker.example.net";

  private BrokerAddress() {}

  static URI of(Optional<String> option, Surroundings surroundings) throws IOException {
    if (option.isPresent()) {
      return read(option.get(), "--broker");
    }
    Optional<String> variable =
        Optional.ofNullable(surroundings.environment().get(VARIABLE)).filter(v -> !v.isBlank());
    if (variable.isPresent()) {
      return read(variable.get(), VARIABLE);
    }
    CredentialsFile file = CredentialsFile.ofBrokers(surroundings);
    List<String> known = file.servers();
    if (known.size() == 1) {
      return read(known.getFirst(), file.file().toString());
    }
    throw new UsageException(
        known.isEmpty()
            ? "no broker is known; run `slipway service login --broker URL`"
            : "you have logged in to several brokers; name one with --broker or in "
                + VARIABLE
                + ": "
                + String.join(", ", known));
  }

  private static URI read(String text, String from) {
    String shown = "`" + text + "`, from " + from + ",";
    URI uri;
    try {
      uri = URI.create(text.strip().replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new UsageException(shown + " is no URL" + EXAMPLE);
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new UsageException(shown + " is no broker's URL" + EXAMPLE);
    }
    if (uri.getUserInfo() != null) {
      throw new UsageException(
          "the URL from "
              + from
              + " has a login in it, which others may see; put it into SLIPWAY_BROKER_LOGIN,"
              + " or run `slipway service login`");
    }
    return uri;
  }
}
