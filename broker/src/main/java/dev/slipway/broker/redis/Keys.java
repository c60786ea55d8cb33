package dev.slipway.broker.redis;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.GivenName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** All keys of a server, in all of its databases: a user may have keys in any. */
final class Keys {
  private static final Duration LONGEST = Duration.ofSeconds(45);
  private static final int AT_ONCE = 1_000;

  private final RedisServer server;
  private final InstantSource clock;

  Keys(RedisServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /** Takes some keys of the database that is selected. */
  private interface Taker {
    void take(Jedis session, List<byte[]> keys);
  }

  /** Removes all that begin with a prefix. */
  void remove(Jedis session, String prefix) throws BackendException {
    walk(session, prefix, (in, keys) -> in.unlink(keys.toArray(byte[][]::new)));
  }

  /** How many bytes instances' keys take, by the instance's name. */
  Map<String, Long> sizes(Jedis session) throws BackendException {
    Map<String, Long> sizes = new HashMap<>();
    walk(session, "i_", (in, keys) -> measure(in, keys, sizes));
    return sizes;
  }

  private static void measure(Jedis session, List<byte[]> keys, Map<String, Long> sizes) {
    List<Response<Long>> each = new ArrayList<>();
    try (Pipeline pipeline = session.pipelined()) {
      keys.forEach(key -> each.add(pipeline.memoryUsage(key)));
      pipeline.sync();
    }
    for (int i = 0; i < keys.size(); i++) {
      String key = new String(keys.get(i), StandardCharsets.ISO_8859_1);
      int colon = key.indexOf(':');
      // A key that has expired meanwhile takes nothing.
      Long size = each.get(i).get();
      if (colon > 0 && size != null && GivenName.isInstance(key.substring(0, colon))) {
        sizes.merge(key.substring(0, colon), size, Long::sum);
      }
    }
  }

  private void walk(Jedis session, String prefix, Taker taker) throws BackendException {
    Instant end = clock.instant().plus(LONGEST);
    ScanParams these = new ScanParams().match(prefix + "*").count(AT_ONCE);
    for (int database : databases(session)) {
      session.select(database);
      byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
      do {
        if (clock.instant().isAfter(end)) {
          throw server.fault(
              BackendException.Kind.UNAVAILABLE,
              "walking all keys takes longer than " + LONGEST.toSeconds() + " s");
        }
        ScanResult<byte[]> some = session.scan(cursor, these);
        if (!some.getResult().isEmpty()) {
          taker.take(session, some.getResult());
        }
        cursor = some.getCursorAsBytes();
      } while (!Arrays.equals(cursor, ScanParams.SCAN_POINTER_START_BINARY));
    }
  }

  /** Those that are not empty: lines as in {@code db0:keys=3,expires=0,avg_ttl=0}. */
  private static List<Integer> databases(Jedis session) {
    return session
        .info("keyspace")
        .lines()
        .filter(line -> line.matches("db[0-9]+:.*"))
        .map(line -> Integer.parseInt(line.substring(2, line.indexOf(':'))))
        .toList();
  }
}
