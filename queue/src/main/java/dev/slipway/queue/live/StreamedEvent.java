package dev.slipway.queue.live;

import dev.slipway.queue.event.BuildEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An event with the bytes that streams have of it. They are made once and are the same for all who
 * follow the build: a thousand followers hold references, and no copies.
 */
public final class StreamedEvent {
  private final BuildEvent event;
  private final byte[] message;

  StreamedEvent(BuildEvent event) {
    this.event = event;
    this.message =
        ("id: " + event.seq() + "\ndata: " + event.json() + "\n\n")
            .getBytes(StandardCharsets.UTF_8);
  }

  static List<StreamedEvent> all(List<BuildEvent> events) {
    return events.stream().map(StreamedEvent::new).toList();
  }

  /** The event. */
  public BuildEvent event() {
    return event;
  }

  /** Writes it as a server-sent event (HTML Living Standard, section 9.2). */
  public void writeTo(OutputStream out) throws IOException {
    out.write(message);
  }

  long seq() {
    return event.seq();
  }

  /** How many bytes it takes here, about. */
  int size() {
    return message.length + event.body().length();
  }
}
