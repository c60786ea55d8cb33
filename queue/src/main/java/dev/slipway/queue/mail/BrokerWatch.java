package dev.slipway.queue.mail;

import dev.slipway.database.Database;
import dev.slipway.queue.store.Errands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells administrators when a broker is away for a while, and when one that they were told of is
 * back: of one broker not more than once an hour.
 */
public final class BrokerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration AWAY = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofHours(1);
  private static final JsonMapper JSON = new JsonMapper();

  private final Supplier<Map<String, Boolean>> brokers;
  private final Database database;
  private final List<String> administrators;
  private final String server;
  private final Clock clock;
  private final Map<String, Trouble> troubles = new HashMap<>();
  private final Map<String, Instant> told = new HashMap<>();
  private final Thread thread = Thread.ofVirtual().name("broker watch").unstarted(this::run);

  private record Trouble(Instant since, boolean told) {}

  /**
   * A watch that has not begun.
   *
   * @param brokers which there are, and whether each is there
   * @param server the name of this server, for people
   */
  public BrokerWatch(
      Supplier<Map<String, Boolean>> brokers,
      Database database,
      List<String> administrators,
      String server,
      Clock clock) {
    this.brokers = brokers;
    this.database = database;
    this.administrators = List.copyOf(administrators);
    this.server = server;
    this.clock = clock;
  }

  /** Begins to look every few seconds. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void look() {
    Instant now = clock.instant();
    try {
      brokers
          .get()
          .forEach((broker, there) -> {
            if (there) {
              back(broker, now);
            } else {
              away(broker, now);
            }
          });
    } catch (RuntimeException e) {
      LOG.error("nobody can be told of brokers now; trying again", e);
    }
  }

  private void away(String broker, Instant now) {
    Trouble trouble = troubles.computeIfAbsent(broker, _ -> new Trouble(now, false));
    boolean quiet = told.containsKey(broker) && told.get(broker).plus(QUIET).isAfter(now);
    if (trouble.told() || quiet || trouble.since().plus(AWAY).isAfter(now)) {
      return;
    }
    String text =
        """
        Server %s does not reach the broker %s since %s.

        Builds that run go on; what their workers report is kept until the broker is back. Builds
        in the queue wait. See whether the broker runs, and whether this server reaches its port.
        """
            .formatted(server, broker, trouble.since());
    tell("[slipway] the broker " + broker + " is away", text, now);
    told.put(broker, now);
    troubles.put(broker, new Trouble(trouble.since(), true));
  }

  private void back(String broker, Instant now) {
    Trouble trouble = troubles.remove(broker);
    if (trouble != null && trouble.told()) {
      String text =
          "Server %s reaches the broker %s again. It was away since %s.\n"
              .formatted(server, broker, trouble.since());
      tell("[slipway] the broker " + broker + " is back", text, now);
    }
  }

  private void tell(String subject, String text, Instant now) {
    database.change(handle -> {
      for (int i = 0; i < administrators.size(); i++) {
        String to = administrators.get(i);
        String id = "broker." + now.toEpochMilli() + "." + i + "@" + server;
        Letter letter = new Letter(to, subject, text, id, Optional.empty());
        String body = JSON.writeValueAsString(letter);
        Errands.add(handle, SendMail.KIND, Optional.empty(), to, body, now);
      }
    });
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
