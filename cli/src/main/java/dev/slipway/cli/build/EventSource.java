package dev.slipway.cli.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The events of a build, from its first to its end, as server-sent events (HTML Living Standard,
 * section 9.2). A lost connection is made again, and goes on behind the last event that came.
 */
final class EventSource {
  /** The server says something every 15 seconds, if only that it is there. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final int MOST_FAULTS = 60;
  private static final int LONGEST_PAUSE = 10;

  private final Api api;
  private final Sink sink;
  private long last;
  private int faults;
  private boolean heard;

  /** Takes events. */
  interface Sink {
    /** Takes one, a JSON object. */
    void event(String json);

    /** The connection is lost, and will be tried again. */
    void lost(IOException fault);
  }

  EventSource(Api api, Sink sink) {
    this.api = api;
    this.sink = sink;
  }

  /**
   * Hands over the events of a build, and returns once it is over.
   *
   * @param after the number of the one behind which they begin; 0 for all
   */
  void follow(long build, long after) throws IOException, InterruptedException {
    last = after;
    faults = 0;
    heard = false;
    while (true) {
      try {
        connect(build);
        return;
      } catch (IOException e) {
        faults++;
        boolean refused = e instanceof ApiFault fault && !fault.isPassing();
        // A server that was never there is no lost one.
        if (refused || !heard || faults > MOST_FAULTS) {
          throw e;
        }
        if (faults == 1) {
          sink.lost(e);
        }
        TimeUnit.SECONDS.sleep(Math.min(faults, LONGEST_PAUSE));
      }
    }
  }

  /** A line of the stream, its end, or why there are no more. */
  private sealed interface Item {
    record Line(String text) implements Item {}

    record Gone(IOException fault) implements Item {}
  }

  /** Takes events until the build is over. */
  private void connect(long build) throws IOException, InterruptedException {
    BlockingQueue<Item> items = new LinkedBlockingQueue<>(1000);
    try (InputStream body =
        api.open(
                "/builds/" + build + "/events",
                "Accept",
                "text/event-stream",
                "Last-Event-ID",
                String.valueOf(last))
            .body()) {
      heard = true;
      Thread reader =
          Thread.ofVirtual()
              .start(() ->
                  read(
                      new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)),
                      items));
      try {
        take(items);
      } finally {
        reader.interrupt();
      }
    }
  }

  private static void read(BufferedReader lines, BlockingQueue<Item> items) {
    try {
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          items.put(new Item.Line(line));
        }
        items.put(new Item.Gone(new IOException("the server has ended the connection")));
      } catch (IOException e) {
        items.put(new Item.Gone(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(BlockingQueue<Item> items) throws IOException, InterruptedException {
    String id = "";
    while (true) {
      Item item = items.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
      switch (item) {
        case null -> throw new IOException("nothing was heard of the server for a while");
        case Item.Gone(IOException fault) -> throw fault;
        case Item.Line(String text) when text.equals("event: end") -> {
          return;
        }
        case Item.Line(String text) when text.startsWith("id: ") -> id = text.substring(4);
        case Item.Line(String text) when text.startsWith("data: ") -> {
          sink.event(text.substring(6));
          last = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : last;
          faults = 0;
        }
        case Item.Line _ -> {} // A comment, or the end of an event.
      }
    }
  }
}
