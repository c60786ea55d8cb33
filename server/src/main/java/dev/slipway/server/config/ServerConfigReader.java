package dev.slipway.server.config;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Secret;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.retention.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a server's configuration: a file, then environment variables, then flags, the later of
 * which win. All mistakes are found at once.
 */
public final class ServerConfigReader {
  /** The file in the data folder that is read where none is named. */
  public static final String FILE = "server.yml";

  private static final String LOOPBACK = "localhost|127\\.[0-9.]+|::1|\\[::1\\]";

  private final Effective values;

  private ServerConfigReader(Effective values) {
    this.values = values;
  }

  /**
   * What came of reading.
   *
   * @param printed all settings as YAML, without secrets, each with where it came from
   */
  public record Result(ServerConfig config, String printed) {}

  /**
   * Reads.
   *
   * @param file where none is named, {@code server.yml} in the data folder, if it is there
   * @param flags by the names of their settings: {@code listen.port}
   * @param folder what relative paths of variables and flags start from
   */
  public static Result read(
      Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags, Path folder)
      throws ConfigException {
    Path inData =
        new Layers(ServerSettings.SCHEMA, folder)
            .environment(environment)
            .flags(flags)
            .effective()
            .path("data")
            .orElseThrow()
            .resolve(FILE);
    Layers layers = new Layers(ServerSettings.SCHEMA, folder);
    file.or(() -> Optional.of(inData).filter(Files::isRegularFile)).ifPresent(layers::file);
    Effective values = layers.environment(environment).flags(flags).effective();
    ServerConfig config = new ServerConfigReader(values).config();
    values.check();
    return new Result(config, PrintedConfig.of(values));
  }

  private ServerConfig config() {
    Path data = values.path("data").orElseThrow();
    TlsConfig tls = TlsReader.read(values);
    return new ServerConfig(
        data,
        values.always("listen.address"),
        values.number("listen.port"),
        values.uri("url"),
        tls,
        DatabaseReader.read(values),
        brokers(),
        amqp(tls),
        new StorageReader(values).read(data),
        new LocalWorker(
            values.number("worker.slots"), values.path("worker.work"), values.path("worker.cache")),
        new MailReader(values).read(),
        values.flag("webhooks.allow-private"),
        retention(),
        new CredentialReader(values).read(),
        new GitReader(values).read(),
        values.size("limits.upload").orElse(ServerConfig.UPLOAD),
        new LogConfig(
            LogConfig.Format.valueOf(values.always("log.format").toUpperCase(Locale.ROOT)),
            LogConfig.Level.valueOf(values.always("log.level").toUpperCase(Locale.ROOT))));
  }

  private RetentionPolicy retention() {
    OptionalInt days = values.count("retention.days");
    Optional<Long> size = values.size("retention.size");
    return new RetentionPolicy(
        days.isPresent() ? Optional.of(Duration.ofDays(days.getAsInt())) : Optional.empty(),
        values.count("retention.builds-per-image"),
        size.isPresent() ? OptionalLong.of(size.get()) : OptionalLong.empty(),
        Duration.ofDays(values.number("retention.audit-days")));
  }

  private Map<Architecture, BrokerUrl> brokers() {
    Map<Architecture, BrokerUrl> brokers = new EnumMap<>(Architecture.class);
    for (Architecture each : Architecture.values()) {
      values
          .text("brokers." + each.debianName())
          .or(() -> values.text("brokers.all"))
          .ifPresent(url -> brokers.put(each, broker(url)));
    }
    return brokers;
  }

  static BrokerUrl broker(String url) {
    try {
      return BrokerUrl.parse(url);
    } catch (QueueException e) {
      throw new IllegalStateException("the kind of setting has let it through", e);
    }
  }

  private AmqpConfig amqp(TlsConfig tls) {
    String address = values.always("amqp.address");
    boolean away = !isLoopback(address);
    if (away && tls instanceof TlsConfig.None && !values.flag("amqp.insecure")) {
      values.fault(
          "amqp.address",
          "passwords would cross the network in the clear; set `tls.generate` or"
              + " `tls.certificate`, or `amqp.insecure: true` where the network is trusted");
    }
    return new AmqpConfig(
        address,
        values.number("amqp.port"),
        values.always("amqp.user"),
        values.secret("amqp.password").map(Secret::new),
        away && !(tls instanceof TlsConfig.None));
  }

  /** Whether only this machine reaches an address. */
  public static boolean isLoopback(String address) {
    return address.matches(LOOPBACK);
  }

  /** Those of a block that others need, where one of them is there. */
  static void need(Effective values, String block, Set<String> keys) {
    keys.stream()
        .filter(key -> !values.has(block + "." + key) && !values.has(block + "." + key + "-file"))
        .forEach(key -> values.fault(block + "." + key, "is missing; `" + block + "` needs it"));
  }
}
