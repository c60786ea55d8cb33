package dev.slipway.server;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.EmbeddedBroker;
import dev.slipway.queue.artifact.FolderStorage;
import dev.slipway.queue.artifact.S3Storage;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.dispatch.Deliveries;
import dev.slipway.queue.dispatch.LocalFiles;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.retention.Retention;
import dev.slipway.queue.s3.Bucket;
import dev.slipway.queue.s3.BucketConfig;
import dev.slipway.queue.source.Submissions;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import dev.slipway.queue.store.Room;
import dev.slipway.queue.store.Schema;
import dev.slipway.queue.store.Tally;
import dev.slipway.queue.webhook.Webhooks;
import dev.slipway.queue.worker.BuildTask;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import dev.slipway.server.account.AccountApi;
import dev.slipway.server.api.Api;
import dev.slipway.server.api.ConsequencesApi;
import dev.slipway.server.certificate.ServerCertificate;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.StorageConfig;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.consequence.WebhookChanges;
import dev.slipway.server.http.AfterStart;
import dev.slipway.server.http.ErrorReport;
import dev.slipway.server.http.Guard;
import dev.slipway.server.http.RouteTable;
import dev.slipway.server.http.Unrouted;
import dev.slipway.server.operation.Check;
import dev.slipway.server.operation.HealthRoutes;
import dev.slipway.server.operation.Metrics;
import dev.slipway.server.operation.MetricsRoutes;
import dev.slipway.server.operation.RequestTimes;
import dev.slipway.server.page.Pages;
import dev.slipway.server.security.Callers;
import dev.slipway.server.security.Security;
import dev.slipway.server.worker.WorkerFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The build service: what it is made of, in the order in which it is made. */
public final class Server implements AutoCloseable {
  /**
   * What the program is run in.
   *
   * @param program the {@code slipway} that builds are run with
   * @param version the program's name and version
   * @param environment what builds are run in
   */
  public record Means(
      Path program,
      String version,
      Map<String, String> environment,
      Architecture host,
      String hostName,
      Clock clock,
      SecureRandom random) {}

  private static final FileAttribute<?> FOR_ITS_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Addresses addresses;
  private Optional<ServerCertificate> certificate = Optional.empty();
  private RouteTable table = RouteTable.EMPTY;
  private Optional<String> firstPassword = Optional.empty();

  private Server(Addresses addresses) {
    this.addresses = addresses;
  }

  /** Starts a server; it serves until it is closed. */
  public static Server start(ServerConfig config, Means means)
      throws IOException, InterruptedException {
    Server server = new Server(Addresses.of(config, means.hostName()));
    try {
      server.open(config, means);
      return server;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private void open(ServerConfig config, Means means) throws IOException, InterruptedException {
    Web.requireFree(config.address(), config.port());
    Path data = Files.createDirectories(config.data(), FOR_ITS_OWNER);
    certificate = ServerCertificate.of(config.tls(), data, addresses.names());
    @Nullable SSLContext trust = certificate.map(ServerCertificate::trust).orElse(null);
    OwnBroker own = OwnBroker.of(config.amqp(), data, means.random(), certificate);
    Map<Architecture, BrokerUrl> brokers = config.brokers();
    Optional<Beside<EmbeddedBroker>> starting = Optional.empty();
    if (brokers.isEmpty()) {
      brokers = own.brokers();
      // Asked before the first account is made, whose password is shown when all has started.
      EmbeddedBroker.requireFree(own.listens());
      // Takes a second, so it starts beside the rest.
      starting = Optional.of(keep(Beside.start(own)));
    }
    Database database = keep(Schema.open(config.databaseUrl()));
    project(database, means.clock());
    Builds builds = new Builds(database);
    Events events = new Events(database);
    Hub hub = new Hub(builds, events);
    Storage storage = storage(config.storage());
    URI files = addresses.others();
    Consequences consequences =
        keep(
            new Consequences(
                config,
                new Consequences.Surroundings(
                    database,
                    storage,
                    data.resolve("publishing"),
                    files,
                    means.hostName(),
                    trust,
                    means.clock())));
    BuildService service =
        keep(
            new BuildService(
                database,
                hub,
                new Room(database, storage::free),
                means.clock(),
                means.random(),
                files,
                consequences));
    Retention retention = consequences.retention(service);
    Metrics metrics = new Metrics(new Tally(database), hub::followers);
    hub.onStored(metrics::stored);
    HealthRoutes health = keep(new HealthRoutes(Check.all(database, service, storage)));
    Submissions submissions =
        new Submissions(
            storage,
            database,
            data.resolve("incoming"),
            means.host(),
            config.git(),
            config.upload());
    Deliveries deliveries = new Deliveries(database, storage, service, means.clock());
    boolean https = "https".equals(files.getScheme());
    Security security = new Security(database, means.clock(), means.random(), https);
    firstPassword = security.firstPassword();
    Callers callers = Callers.admitted();
    WebhookChanges webhooks =
        new WebhookChanges(new Webhooks(database, means.clock()), security.audit(), means.random());
    PublishChanges publications = new PublishChanges(consequences.publications(), security.audit());
    Pages pages =
        new Pages(
            callers,
            security,
            database,
            hub,
            service,
            submissions,
            storage,
            webhooks,
            publications,
            means.clock());
    RouterFunction<ServerResponse> routes =
        new Api(
                database,
                hub,
                service,
                submissions,
                storage,
                callers,
                security.audit(),
                means.clock(),
                means.version())
            .routes()
            .and(new ConsequencesApi(webhooks, publications, retention, builds, callers).routes())
            .and(pages.routes())
            .and(security.routes(pages.signIn()))
            .and(AccountApi.routes(database, security, callers, means.clock()))
            .and(new WorkerFiles(deliveries).routes())
            .and(health.routes())
            .and(new MetricsRoutes(metrics).routes());
    table = RouteTable.of(routes);
    AfterStart afterStart = new AfterStart();
    RouterFunction<ServerResponse> guarded =
        routes
            .and(new Unrouted(routes).routes())
            .and(pages.unknown())
            .filter(new Guard())
            .filter(afterStart);
    Beside<Web> web =
        keep(
            Beside.start(() ->
                Web.start(
                    new Web.Listen(
                        config.address(),
                        config.port(),
                        config.upload(),
                        certificate,
                        data.resolve("web")),
                    guarded,
                    Optional.of(security),
                    new RequestTimes(metrics::answered),
                    ErrorReport.class)));
    keep(afterStart);
    if (starting.isPresent()) {
      starting.get().await();
    }
    service.start(brokers, trust);
    consequences.start(service, retention);
    web.await();
    afterStart.started();
    if (config.worker().slots() > 0) {
      keep(worker(config, means, brokers, trust, deliveries)).start();
    }
  }

  private Storage storage(StorageConfig config) throws IOException {
    return switch (config) {
      case StorageConfig.Folder(Path folder) -> new FolderStorage(folder);
      case StorageConfig.S3(BucketConfig bucket) -> keep(new S3Storage(new Bucket(bucket)));
    };
  }

  private static void project(Database database, Clock clock) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO project (name, network, created_at) VALUES ('default', 1, :now)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("now", clock.millis())
            .execute());
  }

  private static Worker worker(
      ServerConfig config,
      Means means,
      Map<Architecture, BrokerUrl> brokers,
      @Nullable SSLContext trust,
      Deliveries deliveries) {
    Map<String, String> environment = new TreeMap<>(means.environment());
    config.worker().cache().ifPresent(c -> environment.put("SLIPWAY_CACHE", c.toString()));
    return new Worker(
        new WorkerSettings(
            means.hostName(),
            means.hostName(),
            means.version(),
            Map.of(means.host(), brokers.get(means.host())),
            config.worker().slots(),
            config.worker().work().orElseGet(() -> config.data().resolve("work")),
            trust),
        new BuildTask(means.program(), environment, new LocalFiles(deliveries)),
        means.clock());
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** What it answers. */
  public RouteTable routes() {
    return table;
  }

  /** Where it answers. */
  public URI address() {
    return addresses.here();
  }

  /** SHA-256 of its certificate as people compare it, where it talks TLS. */
  public Optional<String> fingerprint() {
    return certificate.map(ServerCertificate::fingerprint);
  }

  /**
   * The password of the account {@code admin}, where this start has made it. It is stored nowhere:
   * whoever starts the server shows it once.
   */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        org.slf4j.LoggerFactory.getLogger(Server.class).warn("a part did not end well", e);
      }
    }
  }
}
