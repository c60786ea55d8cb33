package dev.slipway.build.whole;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code slipway image build} as a user runs it, followed by its events. */
final class RunningBuild implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** The program's launcher, of the checkout that is tested. */
  static final Path LAUNCHER = Path.of("..", "slipway").toAbsolutePath().normalize();

  private final Process process;
  private final BufferedReader output;
  private final Path errors;
  private final List<String> seen = new ArrayList<>();

  private RunningBuild(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader();
    this.errors = errors;
  }

  static RunningBuild start(Workplace here, Map<String, String> environment) throws IOException {
    List<String> line = new ArrayList<>();
    // A test may run in the background, where Ctrl-C is ignored.
    line.addAll(List.of("env", "--default-signal=INT", LAUNCHER.toString(), "image", "build"));
    line.addAll(List.of(here.folder().toString(), "-o", here.images().toString(), "--json"));
    return start(line, here, environment);
  }

  static RunningBuild start(List<String> line, Workplace here, Map<String, String> environment)
      throws IOException {
    Path errors = Files.createTempFile("slipway-errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder
        .environment()
        .put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SLIPWAY_CACHE", here.cache().toString());
    builder.environment().putAll(environment);
    builder.directory(new File("/"));
    return new RunningBuild(builder.redirectError(errors.toFile()).start(), errors);
  }

  /**
   * Waits for an event.
   *
   * @throws IOException where the build ends before, with all that it told
   */
  void await(Predicate<JsonNode> wanted) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      seen.add(line);
      if (line.startsWith("{") && wanted.test(JSON.readTree(line))) {
        return;
      }
    }
    throw new IOException("it ended before: " + String.join("\n", seen) + errors());
  }

  /** Waits for its end. */
  int end() throws IOException, InterruptedException {
    output.lines().forEach(seen::add);
    return process.waitFor();
  }

  /** The steps that were really made. */
  List<String> made() {
    return seen.stream()
        .filter(line -> line.startsWith("{"))
        .map(JSON::readTree)
        .filter(e -> e.path("outcome").asString("").equals("done"))
        .map(e -> e.path("step").asString())
        .toList();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  Process process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
    Files.delete(errors);
  }
}
