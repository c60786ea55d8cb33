package dev.slipway.cli;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {
  /** As a shell reports a program that ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

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
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs one command. */
  static int run(Surroundings surroundings, String... args) {
    CommandLine line = new CommandLine(new Slipway(), new Commands(surroundings));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setExecutionExceptionHandler((fault, command, _) -> report(surroundings, fault));
    return line.execute(args);
  }

  private static int report(Surroundings surroundings, Exception fault) {
    switch (fault) {
      case InterruptedException _ -> {
        surroundings.err().println("slipway: stopped; what was finished is kept");
        return INTERRUPTED;
      }
      case UsageException e -> {
        surroundings.err().println("slipway: " + e.getMessage());
        return 2;
      }
      case BuildException e -> surroundings.err().println("slipway: " + e.getMessage());
      case IOException e -> surroundings.err().println("slipway: " + describe(e));
      default -> {
        surroundings.err().println("slipway: this is a fault of the program:");
        fault.printStackTrace(surroundings.err());
      }
    }
    return 1;
  }

  private static String describe(IOException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> message + ": no such file or folder";
      case java.nio.file.AccessDeniedException _ -> message + ": permission denied";
      case java.nio.file.FileAlreadyExistsException _ -> message + " is there already";
      default -> message;
    };
  }
}
