package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.Typing;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.secret.CredentialsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway build login}. */
@Command(
    name = "login",
    description = "Lets you in: makes a token and keeps it for later commands.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The password is asked for, and is not kept. The token can do no more than submit,",
      "see, cancel and retry builds; the server's page of tokens takes it back.",
      "Examples:",
      "  slipway build login --server http://127.0.0.1:5000 --user ann",
      "  slipway build login --token <token.txt"
    })
final class LogIn implements Callable<Integer> {
  private static final String FORM = "[A-Za-z0-9._~+/=-]{16,500}";

  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--user", paramLabel = "NAME", description = "Your account there.")
  private @Nullable String user;

  @Option(names = "--token", description = "Keep a token that is there, from standard input.")
  private boolean token;

  LogIn(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    URI address = server.address(surroundings);
    Typing typed = new Typing(surroundings);
    String secret = token ? typed.line("") : made(address, typed);
    if (!secret.matches(FORM)) {
      throw new UsageException("that is no token; the server's page of tokens makes one");
    }
    try (Api api = new Api(address, Optional.of("Bearer " + secret), server.trust(surroundings))) {
      api.get("/builds?limit=1");
    }
    CredentialsFile file = CredentialsFile.ofBuildServices(surroundings);
    file.keep(address, secret);
    surroundings
        .err()
        .println("slipway: " + address + " lets you in; the token is in " + file.file());
    return 0;
  }

  /** A new token, by account and password. */
  private String made(URI address, Typing typed) throws IOException, InterruptedException {
    String account = user == null ? typed.line("Account: ") : user;
    String both = account + ":" + typed.secret("Password: ");
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    try (Api api = new Api(address, Optional.of(basic), server.trust(surroundings))) {
      Map<String, Object> wanted =
          Map.of("name", "slipway build login", "scopes", List.of("builds:read", "builds:write"));
      return api.post("/tokens", wanted).path("token").asString("");
    } catch (ApiFault e) {
      if (e.status() == 401) {
        throw new IOException(address + " does not know this account with this password", e);
      }
      throw e;
    }
  }
}
