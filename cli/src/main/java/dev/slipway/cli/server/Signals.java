package dev.slipway.cli.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hears Ctrl-C and SIGTERM, one after the other, instead of being ended by the first. Who repeats
 * one that is not waited for yet wants an end at once, and gets it. What hears them in the JDK
 * cannot be named in code without warnings, so it is looked up.
 */
final class Signals {
  /** As a shell reports a program that ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

  private Signals() {}

  /** From now on. */
  static Signals hear() {
    Signals signals = new Signals();
    List.of("INT", "TERM").forEach(each -> on(each, signals::heard));
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

  private void heard() {
    if (!heard.isEmpty()) {
      Runtime.getRuntime().halt(INTERRUPTED);
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
