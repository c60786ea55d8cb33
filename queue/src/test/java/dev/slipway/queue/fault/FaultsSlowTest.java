package dev.slipway.queue.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.fault.Installation.Part;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Servers, workers, broker and database are killed while they work, at moments that a fixed seed
 * chooses; each is started again after a moment. A few builds and kills unless {@code
 * -Dslipway.faults=50} asks for more builds, which are killed at until the last has ended; {@code
 * -Dslipway.seed=5} asks for other moments.
 */
@Tag("slow")
class FaultsSlowTest {
  private static final int FEW_KILLS = 6;

  private final int builds = Integer.getInteger("slipway.faults", 4);
  private final int mostKills =
      System.getProperty("slipway.faults") == null ? FEW_KILLS : Integer.MAX_VALUE;
  private final Random random = new Random(Integer.getInteger("slipway.seed", 4));

  @TempDir Path folder;
  private final Map<Part, Integer> kills = new EnumMap<>(Part.class);
  private Duration undisturbed = Duration.ZERO;

  @Test
  void eachBuildEndsOnceAndWell() throws Exception {
    try (Installation here = Installation.start()) {
      Client user = Client.of(here.address(), here.password());
      String source = preparedSource(here, user);
      long before = System.nanoTime();
      user.events(user.submit(source, parameters("second"), "second"));
      undisturbed = Duration.ofNanos(System.nanoTime() - before);
      long began = System.nanoTime();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<List<JsonNode>>> ends = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(builds);
        for (int i = 0; i < builds; i++) {
          String number = "number-" + i;
          long id = user.submit(source, parameters(number), number);
          ids.add(id);
          ends.add(
              threads.submit(() -> {
                try {
                  return user.events(id, builds);
                } finally {
                  left.countDown();
                }
              }));
        }
        assertThat(ids).doesNotHaveDuplicates();
        harm(here, left);
        for (int i = 0; i < builds; i++) {
          endedOnceAndWell(user, ids.get(i), ends.get(i).get(), "number-" + i);
        }
      }
      System.out.printf(
          "%d builds in %d s, %d s for one undisturbed, killed: %s%n",
          builds,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
          undisturbed.toSeconds(),
          kills);
      assertThat(user.get("/api/v1/builds?limit=200").path("builds")).hasSize(builds + 2);
      theCacheIsWhole(user, source);
      nothingIsLeft(here);
    }
  }

  /** The definition, after a build that has made what all builds of it have in common. */
  private String preparedSource(Installation here, Client user) throws Exception {
    long first =
        user.submit(user.upload(SmallDefinition.tar(folder)), parameters("first"), "first");
    user.events(first);
    assertThat(user.build(first).path("state").asString())
        .as(here.said(Part.WORKER_1))
        .isEqualTo("succeeded");
    for (JsonNode each : user.get("/api/v1/builds/" + first + "/artifacts").path("artifacts")) {
      if (each.path("kind").asString().equals("lock")) {
        try (InputStream lock = user.artifact(first, each.path("name").asString())) {
          return user.upload(SmallDefinition.tar(folder, lock));
        }
      }
    }
    throw new AssertionError("the first build has left no lock");
  }

  private static String parameters(String number) {
    return "{\"NUMBER\":\"" + number + "\"}";
  }

  /**
   * Kills one or two parts after another, each of them once before any of them again, until all
   * builds have ended or there were enough kills.
   */
  private void harm(Installation here, CountDownLatch left) throws Exception {
    Deque<Part> turn = new ArrayDeque<>();
    while (kills.values().stream().mapToInt(k -> k).sum() < mostKills
        && !left.await(moment(0.2, 1.2), TimeUnit.MILLISECONDS)) {
      if (turn.isEmpty()) {
        List<Part> all = new ArrayList<>(List.of(Part.values()));
        Collections.shuffle(all, random);
        turn.addAll(all);
      }
      Set<Part> harmed = EnumSet.of(turn.pop());
      if (random.nextInt(3) == 0) {
        harmed.add(Part.values()[random.nextInt(Part.values().length)]);
      }
      for (Part each : harmed) {
        here.kill(each);
        kills.merge(each, 1, Integer::sum);
      }
      boolean over = left.await(moment(0, 0.5), TimeUnit.MILLISECONDS);
      for (Part each : harmed) {
        here.startAgain(each);
      }
      for (Part each : Part.values()) {
        assertThat(here.isAlive(each)).as(each + " has ended by itself").isTrue();
      }
      if (over) {
        return;
      }
    }
  }

  /** Milliseconds, by how long an undisturbed build takes: busy machines get nothing else done. */
  private long moment(double least, double most) {
    return Math.round(random.nextDouble(least, most) * undisturbed.toMillis());
  }

  private static void endedOnceAndWell(
      Client user, long build, List<JsonNode> events, String number) throws Exception {
    JsonNode over = user.build(build);
    assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("succeeded");
    assertThat(events.stream().map(e -> e.path("event").asString()).filter("ended"::equals))
        .hasSize(1);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("seq").asLong()).isEqualTo(i + 1);
    }
    assertThat(events.getLast().path("attempt").asInt()).isEqualTo(over.path("attempt").asInt());
    JsonNode artifacts = user.get("/api/v1/builds/" + build + "/artifacts").path("artifacts");
    assertThat(artifacts).isNotEmpty();
    for (JsonNode each : artifacts) {
      assertThat(each.path("attempt").asInt()).isEqualTo(over.path("attempt").asInt());
      String marker = each.path("kind").asString().equals("raw") ? "made as " + number + "," : "";
      try (InputStream content = user.artifact(build, each.path("name").asString())) {
        assertThat(sha256(content, marker)).isEqualTo(each.path("sha256").asString());
      }
    }
  }

  /** The digest of a file that has a text in it. */
  private static String sha256(InputStream content, String marker) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    boolean found = false;
    String before = "";
    for (byte[] block = content.readNBytes(1 << 20);
        block.length > 0;
        block = content.readNBytes(1 << 20)) {
      digest.update(block);
      String text = before + new String(block, StandardCharsets.ISO_8859_1);
      found |= text.contains(marker);
      before = text.substring(Math.max(0, text.length() - marker.length()));
    }
    assertThat(found).as("`%s` is in it", marker).isTrue();
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void theCacheIsWhole(Client user, String source) throws Exception {
    long again = user.submit(source, parameters("number-0"), "again");
    List<JsonNode> events = user.events(again);
    assertThat(events.stream().filter(e -> e.path("event").asString().equals("finished")))
        .isNotEmpty()
        .allSatisfy(e -> {
          // The disk's files are written into a folder that is new each time.
          if (!Set.of("resolve", "disk", "bring").contains(e.path("step").asString())) {
            assertThat(e.path("outcome").asString()).as(e.toString()).isEqualTo("cached");
          }
        });
  }

  private static void nothingIsLeft(Installation here) throws Exception {
    here.stopWorkers();
    assertThat(here.leftFiles()).isEmpty();
    assertThat(here.strayProcesses()).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/mounts")))
        .doesNotContain(here.folder.toString());
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(here.broker.url().text());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      assertThat(channel.messageCount(Names.builds(Architecture.AMD64))).isZero();
      assertThat(channel.messageCount(Names.REPORTS)).isZero();
    }
  }
}
