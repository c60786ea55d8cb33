package dev.slipway.queue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import dev.slipway.queue.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BrokerWatchTest {
  private static final String BROKER = "amqps://slipway@broker.example.org:5671/";

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final Map<String, Boolean> brokers = new ConcurrentHashMap<>(Map.of(BROKER, true));
  private Database database;
  private BrokerWatch watch;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
    watch =
        new BrokerWatch(
            () -> brokers, database, List.of("root@example.org"), "one.example.org", clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Lets time pass while the broker is there or is not. */
  private void pass(Duration time, boolean there) {
    brokers.put(BROKER, there);
    watch.look();
    clock.pass(time);
    watch.look();
  }

  private List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    database
        .read(handle ->
            handle
                .createQuery("SELECT body FROM errand WHERE kind = 'mail' ORDER BY id")
                .mapTo(String.class)
                .list())
        .forEach(b -> subjects.add(new JsonMapper().readValue(b, Letter.class).subject()));
    return subjects;
  }

  @Test
  void tellsWhenABrokerIsAwayForAMinuteAndWhenItIsBack() {
    pass(Duration.ofSeconds(59), false);
    assertThat(subjects()).isEmpty();
    pass(Duration.ofSeconds(1), false);
    pass(Duration.ofHours(5), false);
    assertThat(subjects()).containsExactly("[slipway] the broker " + BROKER + " is away");

    pass(Duration.ofSeconds(1), true);

    assertThat(subjects())
        .hasSize(2)
        .last()
        .isEqualTo("[slipway] the broker " + BROKER + " is back");
  }

  @Test
  void saysNothingOfAShortAbsence() {
    pass(Duration.ofSeconds(50), false);
    pass(Duration.ofSeconds(5), true);
    pass(Duration.ofSeconds(50), false);

    assertThat(subjects()).isEmpty();
  }

  @Test
  void tellsOfABrokerThatComesAndGoesOnlyOnceAnHour() {
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(2), false);
      pass(Duration.ofMinutes(1), true);
    }
    assertThat(subjects()).hasSize(2);

    clock.pass(Duration.ofHours(1));
    pass(Duration.ofMinutes(2), false);

    assertThat(subjects()).hasSize(3);
  }
}
