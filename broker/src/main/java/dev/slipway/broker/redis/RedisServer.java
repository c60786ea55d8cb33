package dev.slipway.broker.redis;

import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.address.Unbelieved;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis server that the broker is logged in to. */
final class RedisServer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(30);

  /** What it says where it is there, but cannot do anything now. */
  private static final List<String> LATER =
      List.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "READONLY", "MISCONF", "OOM");

  private final ServerUrl url;
  private final DefaultJedisClientConfig login;

  RedisServer(ServerUrl url) {
    this.url = url;
    DefaultJedisClientConfig.Builder builder =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis((int) CONNECT.toMillis())
            .socketTimeoutMillis((int) CALL.toMillis());
    if (url.scheme().equals("rediss")) {
      builder.sslOptions(encryption(url.trust()));
    }
    if (!url.password().isEmpty()) {
      builder.password(url.password());
    }
    if (!url.user().isEmpty()) {
      builder.user(url.user());
    }
    this.login = builder.build();
  }

  /** Names are checked unless somebody says otherwise. */
  private static SslOptions encryption(Trust trust) {
    char[] password = "for nobody but this process".toCharArray();
    return trust
        .jks(password)
        .map(store ->
            SslOptions.builder()
                .trustStoreType("JKS")
                .truststore(() -> new ByteArrayInputStream(store), password)
                .build())
        .orElseGet(SslOptions::defaults);
  }

  /** What is done in a session. */
  interface Work<T> {
    T in(Jedis session) throws BackendException;
  }

  /** Does it in a session of its own. */
  <T> T with(Work<T> work) throws BackendException {
    try (Jedis session = new Jedis(new HostAndPort(url.host(), url.port()), login)) {
      return work.in(session);
    } catch (JedisConnectionException e) {
      throw fault(Kind.UNAVAILABLE, e);
    } catch (JedisDataException e) {
      String text = String.valueOf(e.getMessage());
      throw fault(LATER.stream().anyMatch(text::startsWith) ? Kind.UNAVAILABLE : Kind.REFUSED, e);
    } catch (JedisException e) {
      throw fault(Kind.REFUSED, e);
    }
  }

  /** A fault of this server. */
  BackendException fault(Kind kind, String why) {
    return new BackendException(kind, url + ": " + why);
  }

  private BackendException fault(Kind kind, JedisException e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String why = Unbelieved.reason(e).orElse(String.valueOf(first.getMessage()));
    return new BackendException(kind, url + ": " + why, e);
  }
}
