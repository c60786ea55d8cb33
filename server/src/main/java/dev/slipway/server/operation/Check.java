package dev.slipway.server.operation;

import dev.slipway.database.Database;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Something without which a server does not work. */
public record Check(String name, Probe probe) {
  /** Tries it. */
  public interface Probe {
    /**
     * Tries it once.
     *
     * @throws Exception where it does not work
     */
    void run() throws Exception;
  }

  /** All of a server's. */
  public static List<Check> all(Database database, BuildService service, Storage storage) {
    return List.of(
        new Check("database", () -> ask(database)),
        new Check("brokers", () -> requireConnected(service.brokers())),
        new Check("storage", () -> write(storage)));
  }

  private static void ask(Database database) {
    database.read(handle -> handle.createQuery("SELECT 1").mapTo(Long.class).one());
  }

  private static void requireConnected(Map<String, Boolean> brokers) throws IOException {
    if (brokers.containsValue(false)) {
      throw new IOException("not all are connected: " + brokers);
    }
  }

  private static void write(Storage storage) throws IOException {
    String key = "health/" + UUID.randomUUID();
    storage.put(key, new ByteArrayInputStream(new byte[1]), 1);
    storage.remove(key);
  }
}
