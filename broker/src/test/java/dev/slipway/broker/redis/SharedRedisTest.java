package dev.slipway.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.server.Redis;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Prefixes on a server that is for many. */
class SharedRedisTest extends BackendContract {
  private static Redis server;
  private static Backend backend;

  @BeforeAll
  static void start() throws Exception {
    server = Redis.start();
    backend = on(server.url());
  }

  @AfterAll
  static void end() throws Exception {
    backend.close();
    server.close();
  }

  private static Backend on(String url) throws Exception {
    return new SharedRedis(
        RedisConfig.parse(url, Optional.empty()),
        new RandomNames(new SecureRandom()),
        Clock.systemUTC());
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.MEMORY, 100_000L));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.MEMORY, 1_000_000L));
  }

  @Override
  protected Application connect(Bound bound) {
    return RedisApplication.of(bound);
  }

  @Test
  void neighboursDoNotLearnTheNamesOfKeys() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (RedisApplication application = RedisApplication.of(backend.bind(instance, binding()))) {
      Jedis session = application.session();
      assertThatThrownBy(() -> session.scan("0")).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(session::randomKey).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(session::pubsubChannels).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(
              () -> session.sendCommand(Protocol.Command.CLIENT, "TRACKING", "ON", "BCAST"))
          .isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(session::flushAll).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> session.eval("return 1"))
          .isInstanceOf(JedisAccessControlException.class);
    }
    backend.deprovision(instance);
  }

  @Test
  void whoHoldsTooMuchMayRemoveButNotWrite() throws Exception {
    Instance instance = instance(small());
    Binding binding = binding();
    backend.provision(instance);
    try (Backend before = on(server.url());
        Backend after = on(server.url());
        RedisApplication application = RedisApplication.of(backend.bind(instance, binding))) {
      assertThat(before.usage(instance)).isEqualTo(Map.of(Limits.MEMORY, 0L));
      application.write("large", "x".repeat(200_000));
      assertThat(after.usage(instance).get(Limits.MEMORY)).isBetween(200_000L, 400_000L);
      backend.restrict(instance, List.of(binding), true);
      assertThatThrownBy(() -> application.write("more", "x"))
          .isInstanceOf(JedisAccessControlException.class);
      assertThat(application.read("large")).hasSize(200_000);
      application.session().del(application.prefix() + "large");
      backend.restrict(instance, List.of(binding), false);
      application.write("more", "x");
    }
    backend.deprovision(instance);
  }

  @Test
  void keysOfAllDatabasesAreCountedAndRemoved() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (RedisApplication application = RedisApplication.of(backend.bind(instance, binding()))) {
      application.session().select(7);
      application.write("hidden", "x".repeat(50_000));
    }
    backend.deprovision(instance);
    try (Jedis admin = new Jedis("127.0.0.1", server.port())) {
      admin.auth(server.password());
      admin.select(7);
      assertThat(admin.keys(instance.name() + "*")).isEmpty();
    }
  }

  @Test
  void bindingsOutliveARestartOfTheServer() throws Exception {
    try (Redis own = Redis.start();
        Backend backend = on(own.url())) {
      Instance instance = instance(small());
      backend.provision(instance);
      Bound bound = backend.bind(instance, binding());
      own.kill();
      assertThatThrownBy(() -> backend.bind(instance, binding()))
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE);
                assertThat(e).hasMessageContaining("127.0.0.1:" + own.port());
              });
      own.startAgain();
      try (RedisApplication application = RedisApplication.of(bound)) {
        application.write("one", "text");
      }
      assertThat(backend.inventory().instances()).containsExactly(instance.name());
    }
  }

  @Test
  void aServerThatForgetsItsUsersServesButIsNotFoundGood() throws Exception {
    try (Redis own = Redis.startWithoutUsersFile();
        Backend backend = on(own.url())) {
      Instance instance = instance(small());
      backend.provision(instance);
      try (RedisApplication application = RedisApplication.of(backend.bind(instance, binding()))) {
        application.write("one", "text");
      }
      assertThatThrownBy(backend::check)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("has no `aclfile`");
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndNotSaid() throws Exception {
    try (Backend wrong = on("redis://:not-this-one@127.0.0.1:" + server.port())) {
      assertThatThrownBy(wrong::check)
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.REFUSED))
          .hasMessageContaining("WRONGPASS")
          .hasMessageNotContaining("not-this-one");
    }
  }
}
