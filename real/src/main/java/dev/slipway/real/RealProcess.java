package dev.slipway.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that a test has started, and that ends with the test. */
public final class RealProcess implements AutoCloseable {
  private final Process process;
  private final String ready;
  private final CountDownLatch isReady = new CountDownLatch(1);
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private RealProcess(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts it. To be called by a thread that lives as long as it, since it is killed with that.
   *
   * @param ready what it says when it can be used
   */
  public static RealProcess start(List<String> line, Map<String, String> environment, String ready)
      throws IOException {
    List<String> whole = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    whole.addAll(line);
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    RealProcess started = new RealProcess(builder.start(), ready);
    Thread.ofVirtual().start(started::read);
    return started;
  }

  /** Starts one that needs nothing in its environment. */
  public static RealProcess start(List<String> line, String ready) throws IOException {
    return start(line, Map.of(), ready);
  }

  /** Runs one to its end, which has to be a good one. */
  public static void run(List<String> line) throws IOException, InterruptedException {
    try (RealProcess run = start(line, "(never said)")) {
      run.awaitEnd();
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.contains(ready)) {
          isReady.countDown();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      lines.add("(output lost: " + e + ")");
    } finally {
      isReady.countDown();
    }
  }

  /** Waits until it can be used; fails where it ends before. */
  public RealProcess awaitReady() throws IOException, InterruptedException {
    if (!isReady.await(60, TimeUnit.SECONDS) || !process.isAlive()) {
      close();
      throw new IOException("it did not come up:\n" + String.join("\n", lines));
    }
    return this;
  }

  /** Waits for its end; fails where that is not a good one. */
  public void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("it did not end well:\n" + String.join("\n", lines));
    }
  }

  /** What it has said. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it, and nothing that it has started. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops it where it is: the machine takes connections for it, and it says nothing. */
  public void freeze() throws IOException, InterruptedException {
    run(List.of("kill", "-STOP", String.valueOf(pid())));
  }

  /** Lets it go on. */
  public void thaw() throws IOException, InterruptedException {
    run(List.of("kill", "-CONT", String.valueOf(pid())));
  }

  /** Asks it to end, and waits for that. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      close();
      throw new AssertionError("it did not end:\n" + String.join("\n", lines));
    }
  }

  /** Kills it and all that it has started. */
  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    below.forEach(ProcessHandle::destroyForcibly);
    below.forEach(b -> b.onExit().join());
  }
}
