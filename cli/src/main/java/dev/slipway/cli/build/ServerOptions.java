package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.secret.CredentialsFile;
import dev.slipway.server.certificate.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which server is spoken to. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where the build service is, as http://127.0.0.1:5000.")
  private @Nullable String server;

  @Option(
      names = "--server-certificate",
      paramLabel = "FILE",
      description = "The server's certificate, where no authority has signed it.")
  private @Nullable Path certificate;

  /** The server's address. */
  URI address(Surroundings surroundings) throws IOException {
    return ServerAddress.of(Optional.ofNullable(server), surroundings);
  }

  /** Whom to believe; the JDK's own authorities where it is null. */
  @Nullable SSLContext trust(Surroundings surroundings) throws IOException {
    return certificate == null ? null : Trust.of(surroundings.folder().resolve(certificate));
  }

  /** The server's API, with the caller's token. */
  Api api(Surroundings surroundings) throws IOException {
    URI address = address(surroundings);
    Optional<String> token =
        Optional.ofNullable(surroundings.environment().get("SLIPWAY_TOKEN"))
            .map(String::strip)
            .filter(t -> !t.isEmpty());
    Optional<String> used =
        token.isPresent() ? token : CredentialsFile.ofBuildServices(surroundings).secret(address);
    return new Api(address, used.map(t -> "Bearer " + t), trust(surroundings));
  }
}
