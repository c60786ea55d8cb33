package dev.slipway.cli.doctor;

import dev.slipway.process.Command;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Installs Debian packages.
 *
 * @param aptGet the program
 * @param environment the caller's variables, of which the proxies count
 * @param events told what happens
 */
record Installer(
    Path aptGet, Map<String, String> environment, InstantSource clock, Event.Listener events) {
  private static final String STEP = "install";

  /** The command that does it, for a user who may use sudo. */
  static String command(List<String> packages) {
    return "sudo apt-get install --no-install-recommends " + String.join(" ", packages);
  }

  /** Installs packages, after asking the mirrors what there is now. */
  void install(List<String> packages) throws IOException, InterruptedException {
    long began = clock.millis();
    events.on(new Event.Started(STEP, String.join(", ", packages)));
    try {
      run(List.of("update", "--quiet"));
      List<String> arguments =
          new ArrayList<>(List.of("install", "--quiet", "--yes", "--no-install-recommends", "--"));
      arguments.addAll(packages);
      run(arguments);
    } catch (IOException e) {
      events.on(new Event.Failed(STEP, String.valueOf(e.getMessage())));
      throw e;
    }
    Duration took = Duration.ofMillis(clock.millis() - began);
    events.on(new Event.Finished(STEP, Event.Outcome.DONE, took));
  }

  private void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(aptGet.toString()));
    line.addAll(arguments);
    Command command =
        Command.of(line)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .onLine(text -> events.on(new Event.Output(STEP, text)));
    for (String name : List.of("http_proxy", "https_proxy", "no_proxy")) {
      String value = environment.get(name);
      if (value != null) {
        command.env(name, value);
      }
    }
    command.run();
  }
}
