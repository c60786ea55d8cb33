import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Submits builds from several clients at once. */
final class Submitting {
  private static final int CLIENTS = 16;

  private Submitting() {}

  /** Submits so many builds; how many went in a second. */
  static double rate(Service service, String source, int count) throws Exception {
    AtomicInteger left = new AtomicInteger(count);
    AtomicReference<Exception> fault = new AtomicReference<>();
    long begun = System.nanoTime();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (left.getAndDecrement() > 0 && fault.get() == null) {
                        service.submit(source, 0);
                      }
                    } catch (Exception e) {
                      fault.compareAndSet(null, e);
                    }
                  }));
    }
    for (Thread each : clients) {
      each.join();
    }
    if (fault.get() != null) {
      // Of this thread: the launcher of sources fails over one that does not begin in main.
      throw new IllegalStateException(fault.get());
    }
    return count / ((System.nanoTime() - begun) / 1e9);
  }
}
