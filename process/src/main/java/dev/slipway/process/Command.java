package dev.slipway.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An external program with its arguments: a list, never a shell string. It runs in a clean
 * environment, dies with this program even when that is killed, and dies too when the thread that
 * waits for it is interrupted.
 */
public final class Command {
  private static final int KEPT_LINES = 20;

  private final List<String> arguments;
  private final Map<String, String> environment = new TreeMap<>();
  private @Nullable Path folder;
  private byte @Nullable [] input;
  private Duration timeout = Duration.ofHours(6);
  private Consumer<String> onLine = line -> {};

  private Command(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
  }

  /** A program and its arguments. */
  public static Command of(String... arguments) {
    return new Command(List.of(arguments));
  }

  /** A program and its arguments. */
  public static Command of(List<String> arguments) {
    return new Command(arguments);
  }

  /** Sets an environment variable; only PATH and LC_ALL are set otherwise. */
  public Command env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets environment variables. */
  public Command env(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Runs it in this folder. */
  public Command in(Path newFolder) {
    folder = newFolder;
    return this;
  }

  /** Gives it these bytes on standard input, which is empty otherwise. */
  public Command input(byte[] bytes) {
    input = bytes;
    return this;
  }

  /** Ends it after this time; six hours otherwise. */
  public Command timeout(Duration newTimeout) {
    timeout = newTimeout;
    return this;
  }

  /** Hands over each line of output as it comes, standard output and error together. */
  public Command onLine(Consumer<String> consumer) {
    onLine = consumer;
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @throws CommandFailed where it cannot be started, ends with another status than 0, or takes too
   *     long
   * @throws InterruptedException where this thread is interrupted; the program has ended then
   */
  public void run() throws CommandFailed, InterruptedException {
    Deque<String> kept = new ArrayDeque<>();
    Consumer<String> keep =
        line -> {
          if (kept.size() == KEPT_LINES) {
            kept.removeFirst();
          }
          kept.addLast(line);
          onLine.accept(line);
        };
    int status = execute(keep, null);
    if (status != 0) {
      throw new CommandFailed(name() + " ended with status " + status, status, List.copyOf(kept));
    }
  }

  /** Runs it to its end and says with which status, whatever that is. */
  public int status() throws CommandFailed, InterruptedException {
    return execute(onLine, null);
  }

  /** Runs it and returns the lines of its standard output; standard error is for the error. */
  public List<String> lines() throws CommandFailed, InterruptedException {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    List<String> errors = Collections.synchronizedList(new ArrayList<>());
    int status = execute(lines::add, errors::add);
    if (status != 0) {
      throw new CommandFailed(name() + " ended with status " + status, status, tail(errors));
    }
    return lines;
  }

  /** Reads what a program writes. */
  public interface OutputReader {
    /** Reads standard output; what is left unread is thrown away. */
    void read(InputStream output) throws IOException, InterruptedException;
  }

  /**
   * Runs it and hands its standard output over as bytes; standard error is for the error.
   *
   * @throws IOException what the reader throws; the program has ended then
   */
  public void read(OutputReader reader) throws IOException, InterruptedException {
    Process process = start(false);
    List<String> errors = Collections.synchronizedList(new ArrayList<>());
    Thread drain = Thread.ofVirtual().start(() -> read(process.getErrorStream(), errors::add));
    try (InputStream output = process.getInputStream()) {
      feed(process);
      reader.read(output);
      output.transferTo(OutputStream.nullOutputStream());
      int status = process.waitFor();
      drain.join();
      if (status != 0) {
        throw new CommandFailed(name() + " ended with status " + status, status, tail(errors));
      }
    } finally {
      if (process.isAlive()) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Starts it in a session of its own, so that it outlives this program and does not hear its
   * terminal's Ctrl-C. Its input is empty; the time limit does not count.
   *
   * @param output takes all that it writes, after what is there already
   * @return the running program, which nobody waits for
   */
  public Process detach(Path output) throws CommandFailed {
    List<String> line = new ArrayList<>(Starter.OUTLIVE_PARENT);
    line.addAll(arguments);
    ProcessBuilder builder =
        prepare(line)
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.appendTo(output.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandFailed(name() + " cannot be started: " + e.getMessage(), -1, List.of());
    }
  }

  /** Runs it; where nobody takes the errors apart, they come with the output. */
  private int execute(Consumer<String> output, @Nullable Consumer<String> errors)
      throws CommandFailed, InterruptedException {
    Process process = start(errors == null);
    List<Thread> readers = new ArrayList<>();
    readers.add(Thread.ofVirtual().start(() -> read(process.getInputStream(), output)));
    if (errors != null) {
      readers.add(Thread.ofVirtual().start(() -> read(process.getErrorStream(), errors)));
    }
    try {
      feed(process);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        throw new CommandFailed(
            name() + " took more than " + timeout.toSeconds() + " s and was ended", -1, List.of());
      }
      for (Thread reader : readers) {
        reader.join();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
  }

  private Process start(boolean mergeErrors) throws CommandFailed, InterruptedException {
    List<String> line = new ArrayList<>(Starter.DIE_WITH_PARENT);
    line.addAll(arguments);
    try {
      return Starter.start(prepare(line).redirectErrorStream(mergeErrors));
    } catch (IOException e) {
      throw new CommandFailed(name() + " cannot be started: " + e.getMessage(), -1, List.of());
    }
  }

  private ProcessBuilder prepare(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private void feed(Process process) {
    try (OutputStream stdin = process.getOutputStream()) {
      if (input != null) {
        stdin.write(input);
      }
    } catch (IOException e) {
      // It ended without reading all: its exit status says whether that is a fault.
      onLine.accept(name() + " did not read all of its input");
    }
  }

  private static void read(InputStream stream, Consumer<String> sink) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().forEach(sink);
    } catch (IOException | UncheckedIOException e) {
      sink.accept("(output lost: " + e.getMessage() + ")");
    }
  }

  /** Ends it and what it has started, and waits for its end, also when interrupted once more. */
  private static void end(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    process.onExit().completeOnTimeout(process, 2, TimeUnit.SECONDS).join();
    if (process.isAlive()) {
      process.destroyForcibly().onExit().join();
    }
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private static List<String> tail(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size());
  }

  private String name() {
    return arguments.getFirst();
  }

  @Override
  public String toString() {
    return String.join(" ", arguments);
  }
}
