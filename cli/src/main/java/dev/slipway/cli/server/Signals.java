package dev.slipway.cli.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hears Ctrl-C and SIGTERM, one after the other, instead of being ended by the first. Who repeats
 * one while nobody waits for it, as at a start or an end, wants an end at once, and gets it. What
 * hears them in the JDK cannot be named in code without warnings, so it is looked up.
 */
final class Signals {
  /** The same one within it is none: {@code timeout} tells a program and then its group. */
  private static final Duration ONE = Duration.ofMillis(200);

  /** A shell reports a program that a signal ended by its number and this. */
  private static final int ENDED = 128;

  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

  /** When each number came last. */
  private final Map<Integer, Long> last = new HashMap<>();

  private Signals() {}

  /** From now on. */
  static Signals hear() {
    Signals signals = new Signals();
    NUMBERS.forEach((name, number) -> on(name, () -> signals.heard(number)));
    return signals;
  }

  /** Has something be done at each signal of a kind: {@code HUP}. */
  static void on(String kind, Runnable done) {
    InvocationHandler handling =
        (_, method, _) -> {
          if (method.getName().equals("handle")) {
            done.run();
          }
          return null;
        };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, handling);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(kind), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK hears no signals", e);
    }
  }

  private synchronized void heard(int number) {
    long now = System.nanoTime();
    Long before = last.put(number, now);
    if (before != null && now - before < ONE.toNanos()) {
      return;
    }
    if (!heard.isEmpty()) {
      Runtime.getRuntime().halt(ENDED + number);
    }
    wake();
  }

  /** As if there were one. */
  void wake() {
    heard.add(1);
  }

  /** Waits for the next. */
  void await() throws InterruptedException {
    heard.take();
  }

  /** Waits for the next, or until some seconds are over. */
  void await(long seconds) throws InterruptedException {
    heard.poll(seconds, TimeUnit.SECONDS);
  }
}
