package dev.slipway.release.blobstore;

import dev.slipway.process.Event;
import java.util.function.LongConsumer;

/** Tells of bytes that came, not of every few of them. */
final class Counting implements LongConsumer {
  private static final long OFTEN = 1 << 20;

  private final Transfers.Wanted wanted;
  private final Event.Listener listener;
  private long done;
  private long told;

  Counting(Transfers.Wanted wanted, Event.Listener listener) {
    this.wanted = wanted;
    this.listener = listener;
  }

  @Override
  public void accept(long more) {
    done += more;
    long total = wanted.size().orElse(0);
    if (more < 0 || done - told >= OFTEN || done == total) {
      told = done;
      listener.on(new Event.Progress(wanted.step(), done, total, "bytes"));
    }
  }

  void restart() {
    accept(-done);
  }
}
