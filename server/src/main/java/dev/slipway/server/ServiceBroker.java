package dev.slipway.server;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.CatalogException;
import dev.slipway.broker.guard.GuardedBackend;
import dev.slipway.broker.operation.BindingOperations;
import dev.slipway.broker.operation.CatalogChange;
import dev.slipway.broker.operation.Forgetting;
import dev.slipway.broker.operation.InstanceOperations;
import dev.slipway.broker.operation.LastOperations;
import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.operation.Repairs;
import dev.slipway.broker.operation.Runner;
import dev.slipway.broker.operation.Steps;
import dev.slipway.broker.operation.Sweeper;
import dev.slipway.broker.operation.Waiting;
import dev.slipway.broker.quota.Watch;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.secret.Sealer;
import dev.slipway.broker.store.Counts;
import dev.slipway.broker.store.Forgotten;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.certificate.ServerCertificate;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.operation.Check;
import dev.slipway.server.operation.HealthRoutes;
import dev.slipway.server.operation.RequestTimes;
import dev.slipway.server.page.servicebroker.BrokerPages;
import dev.slipway.server.page.servicebroker.Usage;
import dev.slipway.server.servicebroker.BackendFactory;
import dev.slipway.server.servicebroker.BrokerErrorReport;
import dev.slipway.server.servicebroker.BrokerMetrics;
import dev.slipway.server.servicebroker.CatalogFaults;
import dev.slipway.server.servicebroker.CatalogFile;
import dev.slipway.server.servicebroker.FirstUser;
import dev.slipway.server.servicebroker.KeyFile;
import dev.slipway.server.servicebroker.OperatingRoutes;
import dev.slipway.server.servicebroker.ServiceBrokerApi;
import dev.slipway.server.signon.SignOn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service broker: what it is made of, in the order in which it is made. */
public final class ServiceBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceBroker.class);
  private static final Duration PACE = Duration.ofSeconds(5);

  /** How many calls a back end gets at once. */
  private static final int AT_ONCE = 16;

  private static final Duration ASYNC_PATIENCE = Duration.ofSeconds(5);

  /** How long a page waits for what is used. */
  private static final Duration PAGE_PATIENCE = Duration.ofSeconds(2);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ServiceBrokerConfig config;
  private final Backends backends;
  private final Offer offer;
  private final Ledger ledger;
  private final URI address;
  private final Optional<String> firstPassword;

  /** Starts a broker; it serves until it is closed. */
  public static ServiceBroker start(
      ServiceBrokerConfig config, Set<String> names, Clock clock, SecureRandom random)
      throws IOException, InterruptedException, ConfigException, CatalogException {
    return start(
        config, BackendFactory.all(config.backends(), random, clock), names, clock, random);
  }

  /**
   * Starts a broker with back ends that are there already, which it closes.
   *
   * @param names the host names and addresses that a certificate is for
   */
  static ServiceBroker start(
      ServiceBrokerConfig config,
      Backends backends,
      Set<String> names,
      Clock clock,
      SecureRandom random)
      throws IOException, InterruptedException, ConfigException, CatalogException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      keep(parts, backends);
      return new ServiceBroker(parts, config, backends, names, clock, random);
    } catch (IOException
        | InterruptedException
        | ConfigException
        | CatalogException
        | RuntimeException e) {
      close(parts);
      throw e;
    }
  }

  private ServiceBroker(
      Deque<AutoCloseable> parts,
      ServiceBrokerConfig config,
      Backends plain,
      Set<String> hosts,
      Clock clock,
      SecureRandom random)
      throws IOException, InterruptedException, ConfigException, CatalogException {
    this.config = config;
    this.backends = plain;
    if (config.port() != 0) {
      Web.requireFree(config.address(), config.port());
    }
    Catalog catalog = CatalogFile.read(config, plain);
    Path data =
        Files.createDirectories(
            config.data(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Optional<ServerCertificate> certificate = ServerCertificate.of(config.tls(), data, hosts);
    Database database = keep(parts, Schema.open(config.databaseUrl()));
    this.ledger = Ledger.of(database, UUID.randomUUID().toString());
    require(catalog);
    BrokerMetrics metrics = new BrokerMetrics();
    Map<String, Backend> guarded = new TreeMap<>();
    plain
        .byName()
        .forEach((name, backend) ->
            guarded.put(name, new GuardedBackend(name, backend, AT_ONCE, metrics, clock)));
    Backends calm = new Backends(guarded);
    this.offer = new Offer(catalog, calm);
    RandomNames names = new RandomNames(random);
    Sealer sealer =
        config.key().isPresent()
            ? new Sealer(KeyFile.parse(config.key().get()), random)
            : KeyFile.sealer(data.resolve(KeyFile.NAME), random);
    Runner runner = new Runner(ledger, new Steps(ledger, offer, sealer, clock), clock, metrics);
    Waiting waiting = new Waiting(config.patience(), ASYNC_PATIENCE);
    FirstUser user = FirstUser.of(config.users(), data, random);
    this.firstPassword = user.password();
    ServiceBrokerApi api =
        new ServiceBrokerApi(
            offer,
            new InstanceOperations(ledger, offer, runner, waiting, names, clock),
            new BindingOperations(ledger, offer, runner, waiting, sealer, names, clock),
            new LastOperations(ledger),
            user.users(),
            config.versionRequired());
    // What back ends do is not asked: a broker with one of them down still serves the others.
    HealthRoutes health =
        keep(parts, new HealthRoutes(List.of(new Check("database", () -> Counts.of(database)))));
    plain.byName().values().forEach(Backend::start);
    runner.resume(database.isSqlite());
    Repairs repairs = new Repairs(ledger, runner, names, clock);
    keep(parts, new Sweeper(ledger, offer, runner, repairs, clock, PACE)).start();
    keep(
            parts,
            new Watch(calm, ledger.instances(), ledger.bindings(), offer::instance, config.watch()))
        .start();
    keep(parts, new Forgetting(new Forgotten(database), config.keep(), clock)).start();
    Optional<SignOn> signOn = Optional.empty();
    if (config.sso().isPresent()) {
      URI url = config.url().orElseThrow();
      signOn =
          Optional.of(
              keep(parts, new SignOn(config.sso().get(), url, key(data, random), clock, random)));
    }
    Usage usage = keep(parts, new Usage(backends, offer::instance, PAGE_PATIENCE));
    Web web =
        keep(
            parts,
            Web.start(
                new Web.Listen(
                    config.address(), config.port(), 0, certificate, data.resolve("web")),
                health
                    .routes()
                    .and(new OperatingRoutes(metrics, database, user.users()).routes())
                    .and(
                        new BrokerPages(offer, ledger, usage, user.users(), signOn, clock).routes())
                    .and(api.routes()),
                Optional.empty(),
                new RequestTimes(metrics),
                BrokerErrorReport.class));
    this.parts.addAll(parts);
    String host = Addresses.reachable(config.address());
    this.address =
        URI.create(
            (certificate.isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + web.port());
  }

  /** The one that seals; cookies' own comes from it. */
  private byte[] key(Path data, SecureRandom random) throws IOException {
    return config.key().isPresent()
        ? KeyFile.parse(config.key().get()).getFirst()
        : KeyFile.read(data.resolve(KeyFile.NAME), random).getFirst();
  }

  private void require(Catalog catalog) throws ConfigException {
    List<String> faults = new ArrayList<>(CatalogChange.faults(catalog, ledger));
    faults.addAll(CatalogFaults.ofSignOn(config, catalog));
    if (!faults.isEmpty()) {
      throw new ConfigException(
          faults.stream().map(f -> config.catalog() + ": error: " + f).toList());
    }
  }

  /**
   * Reads the catalog again, and offers what it has from now on. Where something is wrong with it
   * the one of before stays.
   */
  public void reload() {
    try {
      Catalog next = CatalogFile.read(config, backends);
      require(next);
      offer.replace(next);
      LOG.info("{} is read again: {} services", config.catalog(), next.services().size());
    } catch (CatalogException | ConfigException e) {
      LOG.error("the catalog of before stays, since the new one is wrong:\n{}", e.getMessage());
    }
  }

  private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  /** Where it answers. */
  public URI address() {
    return address;
  }

  /** The password of the user {@code admin}, where this start has made it. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  @Override
  public void close() {
    close(parts);
  }

  private static void close(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part did not end well", e);
      }
    }
  }
}
