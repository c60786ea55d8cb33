package dev.slipway.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {
  /** Where the terminal's width is not known. */
  private static final int WIDTH = 80;

  /** The least that picocli takes. */
  private static final int LEAST_WIDTH = 55;

  /** Longer lines are hard to read. */
  private static final int MOST_WIDTH = 100;

  private Main() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 used wrongly. */
  public static void main(String[] args) {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> interrupt(worker, ended), "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    int status;
    try {
      status = run(Surroundings.ofProcess(), args);
    } finally {
      ended.countDown();
    }
    System.out.flush();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // Ctrl-C has begun to end the program already, with a status of its own.
    }
    System.exit(status);
  }

  /** On Ctrl-C or SIGTERM: has the command end what it started, and waits until it has. */
  private static void interrupt(Thread worker, CountDownLatch ended) {
    worker.interrupt();
    try {
      // What cannot be interrupted is not waited for: programs that it started end with this one.
      if (!ended.await(30, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(Report.INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs one command. */
  static int run(Surroundings surroundings, String... args) {
    return line(surroundings, args).execute(args);
  }

  /** The commands that there are for these arguments; all without any. */
  static CommandLine line(Surroundings surroundings, String... args) {
    Commands commands = new Commands(surroundings);
    CommandLine line = new CommandLine(new Slipway(), commands);
    for (Class<?> each : Slipway.commands(args)) {
      line.addSubcommand(new CommandLine(each, commands));
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(
        Math.clamp(surroundings.columns().orElse(WIDTH), LEAST_WIDTH, MOST_WIDTH));
    line.setOut(writer(surroundings.out()));
    line.setErr(writer(surroundings.err()));
    line.setParameterExceptionHandler((fault, _) -> WrongUse.explain(fault));
    line.setExecutionExceptionHandler((fault, _, _) -> new Report(surroundings.err()).of(fault));
    Completion.explain(line);
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
