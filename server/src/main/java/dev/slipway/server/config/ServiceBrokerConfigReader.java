package dev.slipway.server.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a service broker's configuration, as {@link ServerConfigReader} does a server's. */
public final class ServiceBrokerConfigReader {
  /** The file in the data folder that is read where none is named. */
  public static final String FILE = "broker.yml";

  /** What back ends there are. */
  static final List<String> TYPES =
      List.of(
          "mariadb",
          "postgresql",
          "redis",
          "rabbitmq",
          "mongodb",
          "swift",
          "s3",
          "cubrid",
          "relay",
          "static");

  private static final List<String> OPTIONS =
      List.of(
          "public",
          "amqp",
          "region",
          "endpoint",
          "project",
          "domain",
          "role",
          "folder",
          "listen",
          "ports");

  /** Those of Cloud Foundry. */
  private static final String SCOPES = "openid cloud_controller_service_permissions.read";

  private static final Schema SCHEMA = new Schema("SLIPWAY_BROKER_", settings());

  private final Effective values;

  private ServiceBrokerConfigReader(Effective values) {
    this.values = values;
  }

  private static List<Setting> settings() {
    List<Setting> all =
        new ArrayList<>(
            List.of(
                Setting.of("data", Kinds.PATH, "slipway-broker"),
                Setting.of("catalog", Kinds.PATH),
                Setting.of("listen.address", Kinds.ADDRESS, "127.0.0.1"),
                Setting.of("listen.port", Kinds.number(0, 65535), "0"),
                Setting.of("url", Kinds.URL),
                Setting.of("tls.certificate", Kinds.PATH),
                Setting.of("tls.key", Kinds.PATH),
                Setting.of("tls.generate", Kinds.FLAG),
                Setting.of("database.url", Kinds.DATABASE),
                Setting.of("database.user", Kinds.TEXT),
                Setting.of("database.password", Kinds.SECRET),
                Setting.of("key", Kinds.SECRET),
                Setting.of("version-required", Kinds.FLAG, "true"),
                Setting.of("sso.issuer", Kinds.URL),
                Setting.of("sso.permissions", Kinds.PERMISSIONS),
                Setting.of("sso.scopes", Kinds.SCOPES, SCOPES),
                Setting.of("patience", Kinds.number(1, 600), "45"),
                Setting.of("watch", Kinds.number(1, 86_400), "30"),
                Setting.of("keep", Kinds.number(1, 36_500), "90"),
                Setting.of("log.format", Kinds.words("text", "json"), "text"),
                Setting.of("log.level", Kinds.words("error", "warn", "info", "debug"), "info"),
                Setting.of("users.*.password", Kinds.SECRET),
                Setting.of("backends.*.type", Kinds.words(TYPES.toArray(String[]::new))),
                Setting.of("backends.*.url", Kinds.SECRET)));
    OPTIONS.forEach(o -> all.add(Setting.of("backends.*." + o, Kinds.TEXT)));
    all.add(Setting.of("backends.*.ca", Kinds.PATH));
    return all;
  }

  /** What came of reading; see {@link ServerConfigReader.Result}. */
  public record Result(ServiceBrokerConfig config, String printed) {}

  /** Reads; see {@link ServerConfigReader#read}. */
  public static Result read(
      Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags, Path folder)
      throws ConfigException {
    Path inData =
        new Layers(SCHEMA, folder)
            .environment(environment)
            .flags(flags)
            .effective()
            .path("data")
            .orElseThrow()
            .resolve(FILE);
    Layers layers = new Layers(SCHEMA, folder);
    file.or(() -> Optional.of(inData).filter(Files::isRegularFile)).ifPresent(layers::file);
    Effective values = layers.environment(environment).flags(flags).effective();
    ServiceBrokerConfig config = new ServiceBrokerConfigReader(values).config();
    values.check();
    return new Result(config, PrintedConfig.of(values));
  }

  private ServiceBrokerConfig config() {
    Optional<Path> catalog = values.path("catalog");
    if (catalog.isEmpty() && !values.has("catalog")) {
      values.fault(
          "catalog",
          "is missing: what the broker offers; name a file by `--catalog`, as"
              + " examples/broker/catalog.yml");
    }
    return new ServiceBrokerConfig(
        values.path("data").orElseThrow(),
        catalog.orElse(Path.of("")),
        values.always("listen.address"),
        values.number("listen.port"),
        TlsReader.read(values),
        DatabaseReader.read(values),
        users(),
        values.secret("key"),
        values.names("backends").stream().map(this::backend).toList(),
        values.flag("version-required"),
        url(),
        sso(),
        Duration.ofSeconds(values.number("patience")),
        Duration.ofSeconds(values.number("watch")),
        Duration.ofDays(values.number("keep")),
        new LogConfig(
            LogConfig.Format.valueOf(values.always("log.format").toUpperCase(Locale.ROOT)),
            LogConfig.Level.valueOf(values.always("log.level").toUpperCase(Locale.ROOT))));
  }

  private Optional<URI> url() {
    return values.text("url").map(u -> URI.create(u.replaceFirst("/+$", "")));
  }

  private Optional<SsoConfig> sso() {
    Optional<URI> issuer = values.uri("sso.issuer");
    Optional<String> permissions = values.text("sso.permissions");
    together("sso.issuer", "sso.permissions");
    together("sso.permissions", "sso.issuer");
    together("sso.issuer", "url");
    return issuer.isPresent() && permissions.isPresent()
        ? Optional.of(new SsoConfig(issuer.get(), permissions.get(), values.always("sso.scopes")))
        : Optional.empty();
  }

  private void together(String there, String needed) {
    if (values.has(there) && !values.has(needed)) {
      values.fault(there, "`" + needed + "` belongs to it and is not given");
    }
  }

  private Map<String, String> users() {
    Map<String, String> users = new TreeMap<>();
    for (String name : values.names("users")) {
      values
          .secret("users." + name + ".password")
          .filter(p -> !p.isEmpty())
          .ifPresent(p -> users.put(name, p));
    }
    return users;
  }

  /** The type stands before {@code ://} where it is not told. */
  private BackendConfig backend(String name) {
    String key = "backends." + name;
    String url = values.secret(key + ".url").orElse("");
    String scheme = url.replaceFirst("://.*", "");
    String type =
        values
            .text(key + ".type")
            .orElseGet(() ->
                switch (scheme) {
                  case "mysql" -> "mariadb";
                  case "postgres" -> "postgresql";
                  case "rediss" -> "redis";
                  default -> TYPES.contains(scheme) ? scheme : "";
                });
    if (type.isEmpty() && !values.has(key + ".type")) {
      values.fault(
          key + ".type",
          "is missing, and the address does not tell; one of " + String.join(", ", TYPES));
    }
    boolean needless =
        type.equals("static") || (type.equals("redis") && values.has(key + ".folder"));
    if (url.isEmpty() && !needless && !type.isEmpty()) {
      values.fault(key + ".url", "is missing: the administrator's address of " + type);
    }
    Map<String, String> options = new TreeMap<>();
    OPTIONS.forEach(o -> values.text(key + "." + o).ifPresent(t -> options.put(o, t)));
    return new BackendConfig(name, type, url, values.path(key + ".ca"), options);
  }
}
