package dev.slipway.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Bound;
import java.net.URI;
import java.util.NoSuchElementException;
import redis.clients.jedis.Jedis;

/** An application that keeps texts in a Redis. */
record RedisApplication(Jedis session, String prefix) implements Application {
  static RedisApplication of(Bound bound) {
    URI uri = URI.create(String.valueOf(bound.credentials().get("uri")));
    assertThat(uri.getUserInfo())
        .isEqualTo(bound.credentials().get("username") + ":" + bound.credentials().get("password"));
    Jedis session = new Jedis(uri);
    session.connect();
    return new RedisApplication(session, String.valueOf(bound.credentials().get("prefix")));
  }

  @Override
  public void write(String key, String text) {
    session.set(prefix + key, text);
  }

  @Override
  public String read(String key) {
    String text = session.get(prefix + key);
    if (text == null) {
      throw new NoSuchElementException(key);
    }
    return text;
  }

  @Override
  public void speak() {
    session.ping();
  }

  @Override
  public void close() {
    session.close();
  }
}
