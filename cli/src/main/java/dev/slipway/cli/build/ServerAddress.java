package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out which server is meant. */
final class ServerAddress {
  private static final String HOW =
      "name the server with --server URL, in SLIPWAY_SERVER, or by `slipway farm setup_cli`";

  private ServerAddress() {}

  static URI of(Optional<String> option, Surroundings surroundings) throws IOException {
    Path nodes = surroundings.configFolder().resolve("nodes.conf");
    Optional<String> variable =
        Optional.ofNullable(surroundings.environment().get("SLIPWAY_SERVER"))
            .filter(v -> !v.isBlank());
    if (option.isPresent()) {
      return read(option.get(), "--server");
    }
    if (variable.isPresent()) {
      return read(variable.get(), "SLIPWAY_SERVER");
    }
    return read(
        ofNodes(nodes).orElseThrow(() -> new UsageException("no server is known; " + HOW)),
        nodes.toString());
  }

  private static URI read(String text, String from) {
    String shown = "`" + text + "`, from " + from + ",";
    URI uri;
    try {
      uri = URI.create(text.strip().replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new UsageException(shown + " is no URL; write one as http://127.0.0.1:5000");
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null || !uri.getPath().isEmpty()) {
      throw new UsageException(shown + " is no server's URL; write one as http://127.0.0.1:5000");
    }
    return uri;
  }

  /** The key {@code url} of the section {@code [server]}. */
  private static Optional<String> ofNodes(Path nodes) throws IOException {
    if (!Files.isRegularFile(nodes)) {
      return Optional.empty();
    }
    String section = "";
    for (String line : Files.readAllLines(nodes)) {
      String stripped = line.strip();
      if (stripped.startsWith("[")) {
        section = stripped;
      } else if (section.equals("[server]") && stripped.matches("url\\s*=.*")) {
        return Optional.of(stripped.replaceFirst("url\\s*=\\s*", "").replaceAll("^\"|\"$", ""));
      }
    }
    return Optional.empty();
  }
}
