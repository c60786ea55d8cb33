package dev.slipway.server;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.errand.Duty;
import dev.slipway.queue.errand.ErrandRunner;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.mail.BrokerWatch;
import dev.slipway.queue.mail.BuildMail;
import dev.slipway.queue.mail.MailConfig;
import dev.slipway.queue.mail.Mailer;
import dev.slipway.queue.mail.SendMail;
import dev.slipway.queue.retention.RemoveFiles;
import dev.slipway.queue.retention.Retention;
import dev.slipway.queue.retention.UnneededSources;
import dev.slipway.queue.staging.Publications;
import dev.slipway.queue.staging.PublishFiles;
import dev.slipway.queue.webhook.DeliverEvent;
import dev.slipway.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What follows from builds: mail, webhooks, publications, and that their files go in the end. */
final class Consequences implements BuildService.Ending, AutoCloseable {
  private static final Pace PUBLISHING =
      new Pace(
          List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10)),
          Duration.ofHours(1));

  private final ServerConfig config;
  private final Surroundings around;
  private final BuildMail mail;
  private final Publications publications;
  private final Deque<Runnable> stops = new ArrayDeque<>();

  /**
   * What they work with.
   *
   * @param work a folder for logs that are published
   * @param pages the address of the service's pages
   * @param server the name of this server, for people
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  record Surroundings(
      Database database,
      Storage storage,
      Path work,
      URI pages,
      String server,
      @Nullable SSLContext trust,
      Clock clock) {}

  Consequences(ServerConfig config, Surroundings around) {
    this.config = config;
    this.around = around;
    this.mail = new BuildMail(around.pages());
    this.publications =
        new Publications(around.database(), config.credentials(), around.trust(), around.clock());
  }

  Publications publications() {
    return publications;
  }

  @Override
  public void check(List<BuildRequest> requests) throws QueueException {
    publications.check(requests);
  }

  @Override
  public void submitted(Handle handle, Build build, Instant now) {
    if (config.mail().isPresent()) {
      mail.submitted(handle, build, now);
    }
  }

  @Override
  public void ended(Handle handle, long build, Instant now) {
    if (config.mail().isPresent()) {
      mail.ended(handle, build, now);
    }
    publications.ended(handle, build, now);
  }

  /** Disposes of builds by the configured policy. */
  Retention retention(BuildService service) {
    return new Retention(
        around.database(),
        config.retention(),
        new UnneededSources(around.database(), around.storage()),
        around.clock(),
        service::changed);
  }

  /** Begins, with what an earlier start has left. */
  void start(BuildService service, Retention retention) throws IOException {
    List<Duty> duties = new ArrayList<>(duties());
    config.mail().ifPresent(m -> duties.add(mailDuty(m, service)));
    ErrandRunner runner =
        new ErrandRunner(around.database(), duties, around.clock(), service::changed);
    stops.push(runner::close);
    runner.start();
    stops.push(retention::close);
    retention.start();
  }

  private List<Duty> duties() throws IOException {
    DeliverEvent.Settings webhooks =
        new DeliverEvent.Settings(around.pages(), config.privateWebhooks(), Pace.DAY);
    return List.of(
        new DeliverEvent(around.database(), webhooks, tls(), around.clock()),
        new PublishFiles(
            publications, around.database(), around.storage(), around.work(), PUBLISHING),
        new RemoveFiles(around.storage(), Pace.DAY));
  }

  private SSLSocketFactory tls() {
    SSLContext trust = around.trust();
    return trust == null
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : trust.getSocketFactory();
  }

  private Duty mailDuty(MailConfig mailing, BuildService service) {
    BrokerWatch watch =
        new BrokerWatch(
            service::brokers,
            around.database(),
            mailing.administrators(),
            around.server(),
            around.clock());
    stops.push(watch::close);
    watch.start();
    return new SendMail(new Mailer(mailing, around.trust(), around.clock()), Pace.DAY);
  }

  @Override
  public void close() {
    stops.forEach(Runnable::run);
  }
}
