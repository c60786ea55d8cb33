package dev.slipway.cli.service;

import dev.slipway.server.ServiceBroker;
import dev.slipway.server.config.BackendConfig;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.config.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Slipway's own broker, with credentials that are the same for all. */
public record RealBroker(ServiceBroker broker) implements AutoCloseable {
  /** Its only user's password. */
  public static final String PASSWORD = "the password of tests";

  /** What it offers. */
  public static final String CATALOG =
      """
      services:
        - name: relay
          id: service-1
          description: A relay
          bindable: true
          plan_updateable: true
          instances_retrievable: true
          bindings_retrievable: true
          tags: [smtp]
          backend: shared
          dashboard_url: https://pages.example.net/{instance}
          metadata: {longDescription: Hands out a login}
          plans:
            - name: small
              id: plan-1
              description: Small
              metadata: {bullets: [No attachments]}
              settings: {credentials: {uri: "smtp://it's.example.net", port: 25}}
            - name: large
              id: plan-2
              description: Larger than the small one, so that it takes more than one line of a terminal
              free: false
              metadata: {costs: [{amount: {usd: 9.5}, unit: MONTHLY}]}
              settings: {credentials: {uri: "smtp://large.example.net", port: 25}}
      """;

  /** Starts it; everything of it is in the folder. */
  public static RealBroker start(Path folder, TlsConfig tls) throws Exception {
    return start(folder, tls, 0);
  }

  /** Starts it at a port. */
  public static RealBroker start(Path folder, TlsConfig tls, int port) throws Exception {
    Path catalog = Files.writeString(folder.resolve("catalog.yml"), CATALOG);
    ServiceBrokerConfig config =
        new ServiceBrokerConfig(
            folder.resolve("data"),
            catalog,
            "127.0.0.1",
            port,
            tls,
            Optional.empty(),
            Map.of("platform", PASSWORD),
            Optional.empty(),
            List.of(new BackendConfig("shared", "static", "", Map.of())),
            true,
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofDays(90),
            new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.WARN));
    return new RealBroker(
        ServiceBroker.start(
            config, Set.of("localhost", "127.0.0.1"), Clock.systemUTC(), new SecureRandom()));
  }

  /** Where it is. */
  public String url() {
    return broker.address().toString();
  }

  @Override
  public void close() {
    broker.close();
  }
}
