package dev.slipway.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts every program from one thread that lives as long as this one does. The kernel ends a
 * program whose parent-death signal is set when the <em>thread</em> that started it ends; a virtual
 * thread's carrier may end at any time.
 */
final class Starter {
  /** Ends the program with this one, also after kill -9. */
  static final List<String> DIE_WITH_PARENT = List.of("setpriv", "--pdeathsig", "KILL", "--");

  /** Runs the program in a new session; it keeps the process id, since setsid becomes it. */
  static final List<String> OUTLIVE_PARENT = List.of("setsid");

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("program-starter").factory());

  private Starter() {}

  static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    THREAD.execute(() -> {
      try {
        started.complete(builder.start());
      } catch (IOException | RuntimeException e) {
        started.completeExceptionally(e);
      }
    });
    try {
      return started.get();
    } catch (InterruptedException e) {
      // It may be starting just now, and nobody would know of it.
      started.thenCompose(p -> p.destroyForcibly().onExit()).handle((_, _) -> null).join();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
