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
 * Verifies and makes a release and renders a job, so that the AOT cache made of this run holds what
 * the commands load that use Ruby. A cache of its own: it is as large as that of all the rest.
 */
final class RubyTraining {
  private RubyTraining() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("slipway-training");
    try {
      Surroundings surroundings =
          new Surroundings(
              Map.of("SLIPWAY_CACHE", folder.resolve("kept").toString()),
              folder,
              nowhere,
              nowhere,
              Clock.systemUTC(),
              Optional.of(80));
      Main.run(surroundings, "release", "init");
      Path templates = Files.createDirectories(folder.resolve("jobs/job/templates"));
      Files.writeString(
          folder.resolve("jobs/job/spec"),
          "name: job\ntemplates: {x.erb: x}\nproperties: {a: {default: [1, {b: c}]}}\n");
      Files.writeString(
          templates.resolve("x.erb"),
          "<% if_p('a') do |a| -%>\n<%= a.to_json + a.to_yaml %>\n<% end -%>\n<%= spec.ip %>\n");
      Main.run(surroundings, "release", "verify");
      Files.writeString(folder.resolve("properties"), "a: [2]\n");
      Main.run(surroundings, "release", "create", "--force", "--cache", "cache");
      Main.run(
          surroundings,
          "release",
          "render",
          "--job",
          "job",
          "--properties",
          "properties",
          "-o",
          "out");
    } finally {
      Trees.delete(folder);
    }
    // Whatever Ruby has left running.
    System.exit(0);
  }
}
