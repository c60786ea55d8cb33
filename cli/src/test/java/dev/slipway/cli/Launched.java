package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The program as it is installed, as a process of its own; all that it says is one text. */
final class Launched implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("..", "slipway").toAbsolutePath().normalize();

  /** Longer than anything takes that tests wait for, but for packages that are downloaded. */
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder said = new StringBuilder();

  private Launched(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it in a folder. */
  static Launched start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    // Built by script/build-app: this may not build, because it runs within a build.
    assertThat(LAUNCHER.resolveSibling("cli/target/app/built")).exists();
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return new Launched(builder.start());
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("(output lost: " + e + ")");
    }
  }

  /** Waits until it says something, and returns that line. */
  String await(String wanted) throws InterruptedException {
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("`%s` was not said:%n%s", wanted, said).isNotNull();
      said.append(line).append('\n');
      if (line.contains(wanted)) {
        return line;
      }
    }
  }

  /** Sends a signal to it alone. */
  void signal(String name) throws Exception {
    Command.of("kill", "-s", name, String.valueOf(process.pid())).run();
  }

  /** What it has started, and what that has started. */
  List<ProcessHandle> below() {
    return process.descendants().toList();
  }

  /** Waits a few seconds for its end, and returns its status. */
  int status() throws InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends soon").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    List<ProcessHandle> left = below();
    process.destroyForcibly().onExit().join();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(p -> p.onExit().join());
  }
}
