package dev.slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A command that was run in a folder, with nothing of this machine's user in reach. */
public record Invocation(int status, String out, String err) {
  /** Runs a command. */
  public static Invocation of(Path folder, String... arguments) {
    return typing("", folder, arguments);
  }

  /** Runs a command while the user types something. */
  public static Invocation typing(String typed, Path folder, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(surroundings(folder, out, err, typed), arguments);
    return new Invocation(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command with more variables than there are otherwise. */
  public static Invocation with(Map<String, String> variables, Path folder, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings usual = surroundings(folder, out, err, "");
    Map<String, String> all = new HashMap<>(usual.environment());
    all.putAll(variables);
    int status =
        run(
            new Surroundings(all, folder, usual.out(), usual.err(), usual.clock(), usual.columns()),
            arguments);
    return new Invocation(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command in surroundings of a test's own. */
  public static int run(Surroundings surroundings, String... arguments) {
    return Main.run(surroundings, arguments);
  }

  /** Surroundings in a folder, with all output kept. */
  public static Surroundings surroundings(
      Path folder, ByteArrayOutputStream out, ByteArrayOutputStream err, String typed) {
    return new Surroundings(
        Map.of(
            "HOME", folder.toString(),
            "SLIPWAY_CACHE", folder.resolve("cache").toString(),
            "SLIPWAY_IMAGES", folder.resolve("images").toString(),
            "SLIPWAY_VMS", folder.resolve("vms").toString()),
        folder,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Clock.systemUTC(),
        Optional.empty(),
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
  }
}
