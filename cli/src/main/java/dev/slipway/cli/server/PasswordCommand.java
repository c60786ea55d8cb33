package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.Typing;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.operation.Logs;
import dev.slipway.server.security.LostPassword;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway server password}. */
@Command(
    name = "password",
    description = "Gives an account a new password where the old one is lost.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "For who may write the server's folder; the server may run meanwhile. The account's",
      "sessions end. The password is asked for, or comes as a line of standard input.",
      "Examples:",
      "  slipway server password admin --data /srv/slipway",
      "  slipway server password admin --data /srv/slipway --generate"
    })
final class PasswordCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The account.")
  private String account = "";

  @Mixin private FolderOptions server = new FolderOptions();

  @Option(names = "--generate", description = "Makes a password and prints it, only now.")
  private boolean generate;

  PasswordCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ServerConfig config;
    try {
      config = server.config(surroundings);
    } catch (ConfigException e) {
      return WrongConfig.explain(e, surroundings.err());
    }
    // By itself the database's library tells of its work on standard output.
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR), surroundings.err());
    try (LostPassword lost = LostPassword.of(config.databaseUrl(), account, surroundings.clock())) {
      String password =
          generate
              ? LostPassword.generated(new SecureRandom())
              : new Typing(surroundings).newSecret("New password: ");
      lost.replace(password, System.getProperty("user.name", ""));
      surroundings
          .err()
          .println(
              "slipway: `"
                  + account
                  + "` has a new password, and its sessions have ended"
                  + (lost.isDisabled() ? "; it is still disabled" : ""));
      if (generate) {
        surroundings.out().println(password);
      }
    }
    return 0;
  }
}
