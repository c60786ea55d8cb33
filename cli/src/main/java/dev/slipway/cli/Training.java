package dev.slipway.cli;

import dev.slipway.build.cache.Trees;
import java.io.IOException;
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
  private static final String ISO = "context.iso";

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
                  "SLIPWAY_VMS", folder.resolve("vms").toString(),
                  "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                  "XDG_STATE_HOME", folder.resolve("state").toString()),
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
      Main.run(surroundings, "vm", "list");
      // Nobody is there, and saying so takes most of what talking takes.
      String nobody = "http://127.0.0.1:1";
      Main.run(surroundings, "service", "list", "--broker", nobody);
      Main.run(surroundings, "service", "catalog", "--broker", nobody);
      contexts(surroundings, folder);
      disks(surroundings, folder);
      new Rehearsal(folder).run();
    } finally {
      Trees.delete(folder);
    }
  }

  private static void disks(Surroundings surroundings, Path folder) throws IOException {
    Path disk = folder.resolve("small.raw");
    Files.write(disk, new byte[1 << 20]);
    String raw = disk.toString();
    String qcow2 = folder.resolve("small.qcow2").toString();
    Main.run(surroundings, "disk", "convert", raw, qcow2, "--compression", "zlib");
    Main.run(surroundings, "disk", "info", qcow2);
    Main.run(surroundings, "disk", "check", "--json", qcow2);
    Main.run(surroundings, "disk", "compare", raw, qcow2);
    Main.run(
        surroundings, "disk", "overlay", folder.resolve("over.qcow2").toString(), "--base", raw);
    String iso = folder.resolve(ISO).toString();
    Main.run(surroundings, "vm", "create", "small", "--image", raw, "--context", iso);
    Main.run(surroundings, "vm", "show", "small");
  }

  private static void contexts(Surroundings surroundings, Path folder) {
    String iso = folder.resolve(ISO).toString();
    Main.run(surroundings, "context", "create", "--hostname", "small", "-o", iso);
    Main.run(surroundings, "context", "show", iso);
    Main.run(surroundings, "context", "show", "--json", iso);
  }
}
