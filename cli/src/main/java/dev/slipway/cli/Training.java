package dev.slipway.cli;

import dev.slipway.build.cache.Trees;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Runs commands that need nothing, so that the AOT cache made of this run holds what every start of
 * the program loads.
 */
final class Training {
  private Training() {}

  /**
   * Runs them.
   *
   * @param args the folder of a definition
   */
  public static void main(String[] args) throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("slipway-training");
    try {
      Surroundings surroundings =
          new Surroundings(
              Map.of(
                  "SLIPWAY_CACHE", folder.resolve("cache").toString(),
                  "SLIPWAY_IMAGES", folder.resolve("images").toString(),
                  "SLIPWAY_VMS", folder.resolve("vms").toString()),
              Path.of(""),
              nowhere,
              nowhere,
              Clock.systemUTC(),
              Optional.of(80));
      Main.run(surroundings, "--version");
      Main.run(surroundings, "--help");
      Main.run(surroundings, "image", "plan", args[0]);
      Main.run(surroundings, "image", "plan", "--json", args[0]);
      Main.run(surroundings, "image", "list");
      new Rehearsal(folder).run();
    } finally {
      Trees.delete(folder);
    }
  }
}
