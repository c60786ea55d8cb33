package dev.slipway.queue.protocol;

import dev.slipway.queue.QueueException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Messages as bytes: JSON in UTF-8. */
public final class Messages {
  private static final JsonMapper JSON = new JsonMapper();

  private Messages() {}

  /** A message's bytes. */
  public static byte[] bytes(ToServer message) {
    return JSON.writerFor(ToServer.class).writeValueAsBytes(message);
  }

  /** A message's bytes. */
  public static byte[] bytes(ToWorker message) {
    return JSON.writerFor(ToWorker.class).writeValueAsBytes(message);
  }

  /** Reads what a worker said. */
  public static ToServer toServer(byte[] bytes) throws QueueException {
    return read(bytes, ToServer.class);
  }

  /** Reads what a server said. */
  public static ToWorker toWorker(byte[] bytes) throws QueueException {
    return read(bytes, ToWorker.class);
  }

  private static <T> T read(byte[] bytes, Class<T> type) throws QueueException {
    try {
      return JSON.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new QueueException(
          QueueException.Code.INVALID, "a message is not understood: " + e.getOriginalMessage(), e);
    }
  }
}
