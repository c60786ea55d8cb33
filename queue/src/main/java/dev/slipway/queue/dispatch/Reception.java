package dev.slipway.queue.dispatch;

import dev.slipway.database.Fault;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what workers say beside reports. What is there at the same time goes into one transaction:
 * its end is what costs. What one worker says keeps its order.
 */
final class Reception implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int AT_ONCE = 50;

  /**
   * What a worker said, and what to do when it is dealt with.
   *
   * @param answer takes what the worker is to be told
   * @param settle is told whether the message can be forgotten, or is to come once more
   */
  record Said(ToServer message, Consumer<ToWorker> answer, Consumer<Boolean> settle) {}

  private final Desk desk;
  private final BlockingQueue<Said> incoming = new LinkedBlockingQueue<>(1_000);

  Reception(Desk desk) {
    this.desk = desk;
  }

  /** Takes a message; waits where too many are there. */
  void take(Said said) throws InterruptedException {
    incoming.put(said);
  }

  @Override
  public void run() {
    try {
      while (true) {
        List<Said> batch = new ArrayList<>(List.of(incoming.take()));
        incoming.drainTo(batch, AT_ONCE - 1);
        // All lock workers in the same order.
        batch.sort(Comparator.comparing(s -> s.message().worker()));
        hear(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(List<Said> batch) throws InterruptedException {
    List<List<ToWorker>> answers;
    try {
      answers = desk.hear(batch.stream().map(Said::message).toList());
    } catch (RuntimeException e) {
      if (Fault.of(e) != Fault.DATA) {
        again(batch, e);
      } else if (batch.size() > 1) {
        for (Said each : batch) {
          hear(List.of(each));
        }
      } else {
        leaveOut(batch.getFirst(), e);
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      answers.get(i).forEach(batch.get(i).answer());
      batch.get(i).settle().accept(true);
    }
  }

  /**
   * Has messages come once more. Not so claims: their workers ask again by themselves, and would
   * have to give back what they are given for one that they have given up.
   */
  private static void again(List<Said> batch, RuntimeException fault) throws InterruptedException {
    LOG.warn(
        "{} messages of workers cannot be heard now and will come again: {}",
        batch.size(),
        Fault.reason(fault));
    Thread.sleep(500);
    batch.forEach(s -> s.settle().accept(s.message() instanceof ToServer.Claim));
  }

  private static void leaveOut(Said said, RuntimeException fault) {
    LOG.error(
        "what {} says ({}) is left out: {}",
        said.message().worker(),
        said.message().getClass().getSimpleName(),
        Fault.reason(fault),
        fault);
    said.settle().accept(true);
  }
}
