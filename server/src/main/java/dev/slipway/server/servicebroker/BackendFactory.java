package dev.slipway.server.servicebroker;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.cubrid.CubridBackend;
import dev.slipway.broker.cubrid.CubridServer;
import dev.slipway.broker.fixed.FixedBackend;
import dev.slipway.broker.mariadb.MariadbBackend;
import dev.slipway.broker.mariadb.MariadbServer;
import dev.slipway.broker.mongodb.MongodbBackend;
import dev.slipway.broker.mongodb.MongodbServer;
import dev.slipway.broker.postgresql.PostgresqlBackend;
import dev.slipway.broker.postgresql.PostgresqlServer;
import dev.slipway.broker.rabbitmq.RabbitBackend;
import dev.slipway.broker.rabbitmq.RabbitConfig;
import dev.slipway.broker.redis.DedicatedConfig;
import dev.slipway.broker.redis.DedicatedRedis;
import dev.slipway.broker.redis.RedisBackend;
import dev.slipway.broker.redis.RedisConfig;
import dev.slipway.broker.redis.SharedRedis;
import dev.slipway.broker.relay.RelayBackend;
import dev.slipway.broker.relay.RelayLimits;
import dev.slipway.broker.relay.RelayServer;
import dev.slipway.broker.s3.S3Backend;
import dev.slipway.broker.s3.S3Config;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.swift.SwiftBackend;
import dev.slipway.broker.swift.SwiftConfig;
import dev.slipway.server.config.BackendConfig;
import dev.slipway.server.config.ConfigException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes back ends of what is configured. */
public final class BackendFactory {
  private BackendFactory() {}

  /** All of them; whether they answer is not asked yet. */
  public static Backends all(List<BackendConfig> configs, SecureRandom random, Clock clock)
      throws ConfigException {
    Map<String, Backend> byName = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (BackendConfig each : configs) {
      try {
        byName.put(each.name(), one(each, new RandomNames(random), random, clock));
      } catch (BrokerException e) {
        faults.add("error: the back end `" + each.name() + "`: " + e.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return new Backends(byName);
  }

  private static Backend one(
      BackendConfig config, RandomNames names, SecureRandom random, Clock clock)
      throws BrokerException {
    String url = config.url();
    Trust trust = config.ca().isPresent() ? Trust.of(config.ca().get()) : Trust.JDK;
    return switch (config.type()) {
      case "mariadb" ->
          new MariadbBackend(MariadbServer.parse(url).trusting(trust), names, TimeLimits.DEFAULT);
      case "postgresql" ->
          new PostgresqlBackend(
              PostgresqlServer.parse(url).trusting(trust), names, TimeLimits.DEFAULT);
      case "redis" -> redis(config, trust, names, clock);
      case "rabbitmq" ->
          new RabbitBackend(
              RabbitConfig.parse(url, config.option("amqp")).trusting(trust), names, random);
      case "s3" ->
          new S3Backend(
              S3Config.parse(url, config.option("region"), config.option("endpoint"))
                  .trusting(trust),
              clock);
      case "swift" ->
          new SwiftBackend(
              SwiftConfig.parse(
                      url, config.option("project"), config.option("domain"), config.option("role"))
                  .trusting(trust),
              names);
      case "cubrid" -> {
        trust.require(false, "CUBRID");
        yield new CubridBackend(
            CubridServer.parse(url, config.option("folder")), names, TimeLimits.DEFAULT);
      }
      case "mongodb" ->
          new MongodbBackend(MongodbServer.parse(url).trusting(trust), names, TimeLimits.DEFAULT);
      case "relay" -> new RelayBackend(RelayServer.parse(url).trusting(trust), RelayLimits.DEFAULT);
      case "static" -> {
        trust.require(false, "what is handed out");
        yield new FixedBackend();
      }
      default ->
          throw new BrokerException(
              BrokerException.Code.INVALID, "there are no back ends of the type " + config.type());
    };
  }

  /** A server for many, a place for servers of one's own, or both. */
  private static Backend redis(BackendConfig config, Trust trust, RandomNames names, Clock clock)
      throws BrokerException {
    Optional<String> shown = config.option("public");
    Optional<SharedRedis> shared = Optional.empty();
    if (config.url().isEmpty()) {
      trust.require(false, "servers of the broker's own");
    } else {
      RedisConfig server = RedisConfig.parse(config.url(), shown).trusting(trust);
      shared = Optional.of(new SharedRedis(server, names, clock));
    }
    Optional<DedicatedRedis> dedicated = Optional.empty();
    if (config.option("folder").isPresent()) {
      DedicatedConfig place =
          DedicatedConfig.parse(
              config.option("folder").get(),
              config.option("listen"),
              shown,
              config.option("ports"));
      dedicated = Optional.of(new DedicatedRedis(place, names));
    }
    return new RedisBackend(shared, dedicated);
  }
}
