package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.Typing;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.secret.CredentialsFile;
import dev.slipway.cli.terminal.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway service login}. */
@Command(
    name = "login",
    description = "Keeps a broker's name and password for later commands.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Both are asked for, or read from standard input, a line each, or from",
      "SLIPWAY_BROKER_LOGIN (name:password). Nobody else can read where they are kept.",
      "Example:",
      "  slipway service login --broker http://127.0.0.1:8080 --user admin"
    })
final class LogIn implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--user", paramLabel = "NAME", description = "Your name there.")
  private @Nullable String user;

  LogIn(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    URI broker = options.address(surroundings);
    String login = login();
    String kept = ServiceOptions.base64(login);
    int services;
    try (BrokerClient client = options.client(surroundings, broker, Optional.of(kept))) {
      services = Offers.of(client).services().size();
    } catch (BrokerFault e) {
      if (e.status() == 401) {
        throw new BrokerFault(
            e.sort(), 401, broker + " does not know this name with this password");
      }
      throw e;
    }
    CredentialsFile file = CredentialsFile.ofBrokers(surroundings);
    file.keep(broker, kept);
    String name = login.replaceFirst("(?s):.*", "");
    if (options.json()) {
      surroundings
          .out()
          .println(Json.text(Map.of("broker", broker, "user", name, "services", services)));
    }
    surroundings
        .err()
        .printf(
            "slipway: %s lets you in, and offers %s; the login is in %s%n",
            broker, services == 1 ? "a service" : services + " services", file.file());
    return 0;
  }

  private String login() throws Exception {
    Optional<String> variable = ServiceOptions.variable(surroundings);
    if (variable.isPresent()) {
      if (variable.get().indexOf(':') < 1) {
        throw new UsageException(ServiceOptions.LOGIN + " is no name:password");
      }
      return variable.get();
    }
    Typing typed = new Typing(surroundings);
    String name = user == null ? typed.line("Name: ") : user;
    if (name.contains(":")) {
      throw new UsageException("a broker's user has no colon in its name");
    }
    return name + ":" + typed.secret("Password: ");
  }
}
