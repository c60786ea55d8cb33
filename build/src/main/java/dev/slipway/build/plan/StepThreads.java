package dev.slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The threads that steps run in. */
final class StepThreads {
  private final List<Thread> threads = new ArrayList<>();
  private boolean ended;

  synchronized void start(String name, Runnable work) {
    Thread thread = Thread.ofVirtual().name("step " + name).unstarted(work);
    threads.add(thread);
    thread.start();
    if (ended) {
      thread.interrupt();
    }
  }

  /** Interrupts what still runs, and what would start later. */
  synchronized void interrupt() {
    ended = true;
    threads.stream().filter(t -> !t.equals(Thread.currentThread())).forEach(Thread::interrupt);
  }

  /** Interrupts what still runs and waits for it to end. */
  void end() throws InterruptedException {
    interrupt();
    boolean interrupted = false;
    for (Optional<Thread> next = alive(); next.isPresent(); next = alive()) {
      try {
        next.get().join();
      } catch (InterruptedException e) {
        interrupted = true; // Nothing may be left running: the others are ending too.
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  /** One that has not ended; those that end may still start others. */
  private synchronized Optional<Thread> alive() {
    return threads.stream().filter(Thread::isAlive).findFirst();
  }
}
