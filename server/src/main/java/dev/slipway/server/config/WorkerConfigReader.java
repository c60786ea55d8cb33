package dev.slipway.server.config;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a worker's configuration, as {@link ServerConfigReader} does a server's. */
public final class WorkerConfigReader {
  /** The variable for the address of the one broker, with its password. */
  public static final String BROKER = "SLIPWAY_BROKER";

  private static final Schema SCHEMA =
      new Schema(
          "SLIPWAY_WORKER_",
          List.of(
              Setting.of("name", Kinds.TEXT),
              Setting.of("architectures", Kinds.ARCHITECTURES),
              Setting.of("brokers.all", Kinds.BROKER),
              Setting.of("brokers.amd64", Kinds.BROKER),
              Setting.of("brokers.i386", Kinds.BROKER),
              Setting.of("brokers.arm64", Kinds.BROKER),
              Setting.of("slots", Kinds.number(1, 256), "1"),
              Setting.of("work", Kinds.PATH, "slipway-worker"),
              Setting.of("cache", Kinds.PATH),
              Setting.of("trust", Kinds.PATH),
              Setting.of("grace", Kinds.number(0, 86_400), "600")));

  private final Effective values;
  private final Architecture host;

  private WorkerConfigReader(Effective values, Architecture host) {
    this.values = values;
    this.host = host;
  }

  /** What came of reading; see {@link ServerConfigReader.Result}. */
  public record Result(WorkerConfig config, String printed) {}

  /**
   * Reads.
   *
   * @param host what it builds for where nothing says so
   */
  public static Result read(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, Flag> flags,
      Path folder,
      Architecture host)
      throws ConfigException {
    Layers layers = new Layers(SCHEMA, folder);
    file.ifPresent(layers::file);
    Map<String, String> variables = new HashMap<>(environment);
    Optional.ofNullable(environment.get(BROKER))
        .ifPresent(url -> variables.putIfAbsent("SLIPWAY_WORKER_BROKERS_ALL", url));
    Effective values = layers.environment(variables).flags(flags).effective();
    WorkerConfig config = new WorkerConfigReader(values, host).config();
    values.check();
    return new Result(config, PrintedConfig.of(values));
  }

  private WorkerConfig config() {
    return new WorkerConfig(
        values.text("name"),
        brokers(),
        values.number("slots"),
        values.path("work").orElseThrow(),
        values.path("cache"),
        values.path("trust"),
        Duration.ofSeconds(values.number("grace")));
  }

  private Map<Architecture, BrokerUrl> brokers() {
    Map<Architecture, BrokerUrl> brokers = new EnumMap<>(Architecture.class);
    for (Architecture each : architectures()) {
      String own = "brokers." + each.debianName();
      Optional<String> url = values.text(own).or(() -> values.text("brokers.all"));
      if (url.isPresent()) {
        brokers.put(each, ServerConfigReader.broker(url.get()));
      } else if (!values.has(own) && !values.has("brokers.all")) {
        values.fault(
            own,
            "there is no broker to take builds from; name one by `--broker`, the variable "
                + BROKER
                + ", or `brokers` in the file");
      }
    }
    return brokers;
  }

  /** Those that are asked for; those that have brokers of their own; the machine's. */
  private Set<Architecture> architectures() {
    Set<Architecture> asked =
        values.text("architectures").stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .flatMap(name -> Architecture.ofDebianName(name.strip()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (asked.isEmpty()) {
      Arrays.stream(Architecture.values())
          .filter(a -> values.has("brokers." + a.debianName()))
          .forEach(asked::add);
    }
    return asked.isEmpty() ? Set.of(host) : asked;
  }
}
