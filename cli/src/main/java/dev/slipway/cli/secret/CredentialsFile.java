package dev.slipway.cli.secret;

import dev.slipway.cli.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's secrets: a line for each server, its URL and the secret. Nobody else reads the file.
 */
public record CredentialsFile(Path file) {
  /** Tokens of build services. */
  public static CredentialsFile ofBuildServices(Surroundings surroundings) {
    return new CredentialsFile(surroundings.configFolder().resolve("credentials"));
  }

  /** Names and passwords of service brokers: {@code name:password} in base64. */
  public static CredentialsFile ofBrokers(Surroundings surroundings) {
    return new CredentialsFile(surroundings.configFolder().resolve("brokers"));
  }

  /** The secret for a server, where there is one. */
  public Optional<String> secret(URI server) throws IOException {
    String prefix = server + " ";
    return lines().stream()
        .filter(l -> l.startsWith(prefix))
        .map(l -> l.substring(prefix.length()).strip())
        .findFirst();
  }

  /** The servers that there are secrets for. */
  public List<String> servers() throws IOException {
    return lines().stream().map(l -> l.replaceFirst(" .*", "")).toList();
  }

  /** Keeps a secret in the place of the one that there was. */
  public void keep(URI server, String secret) throws IOException {
    List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    lines.removeIf(l -> l.startsWith(server + " "));
    lines.add(server + " " + secret);
    PrivateFile.write(file, String.join("\n", lines) + "\n");
  }

  private List<String> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    PrivateFile.require(file);
    return Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
  }
}
