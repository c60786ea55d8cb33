package dev.slipway.queue.dispatch;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.Link;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.amqp.Session;
import dev.slipway.queue.protocol.Messages;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's part at one broker: hears workers there, and answers them. */
final class Dispatcher implements Link.Use {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int CLAIMS_UNANSWERED = 50;

  /**
   * Reports have up to 1000 events, which take a megabyte when they are read: the rest waits in the
   * broker as it was sent.
   */
  private static final int REPORTS_UNANSWERED = 64;

  private final Link link;
  private final Set<Architecture> architectures;
  private final Reception reception;
  private final Recorder recorder;
  private final News news;
  private final BiConsumer<Dispatcher, Boolean> changed;

  /**
   * A server's part.
   *
   * @param architectures whose builds' tickets go to this broker
   * @param changed hears when the broker is there, and when it is not any more
   */
  Dispatcher(
      BrokerUrl url,
      @Nullable SSLContext trust,
      Set<Architecture> architectures,
      Reception reception,
      Recorder recorder,
      News news,
      BiConsumer<Dispatcher, Boolean> changed) {
    this.architectures = Set.copyOf(architectures);
    this.reception = reception;
    this.recorder = recorder;
    this.news = news;
    this.changed = changed;
    this.link = new Link(url, "slipway server", trust, this);
  }

  Link link() {
    return link;
  }

  Set<Architecture> architectures() {
    return architectures;
  }

  /** Begins to hear workers. */
  @Override
  public void begin(Session session) throws IOException {
    Channel claims = session.channel();
    Names.declare(claims, architectures);
    news.begin(session);
    claims.basicQos(CLAIMS_UNANSWERED);
    session.consume(claims, Names.CLAIMS, false, (tag, body) -> answer(claims, tag, body));
    Channel reports = session.channel();
    reports.basicQos(REPORTS_UNANSWERED);
    session.consume(reports, Names.REPORTS, false, (tag, body) -> hear(reports, tag, body));
  }

  @Override
  public void changed(boolean there) {
    changed.accept(this, there);
  }

  /** Claims, heartbeats and farewells. */
  private void answer(Channel channel, long tag, byte[] body) throws InterruptedException {
    try {
      ToServer said = Messages.toServer(body);
      if (!(said instanceof ToServer.Report)) {
        reception.take(
            new Reception.Said(
                said, answer -> send(said.worker(), answer), done -> settle(channel, tag, done)));
        return;
      }
      LOG.warn("a report of {} came among the claims and is left out", said.worker());
    } catch (QueueException e) {
      LOG.warn("what a worker said is not understood: {}", e.getMessage());
    }
    settle(channel, tag, true);
  }

  private void hear(Channel channel, long tag, byte[] body) throws InterruptedException {
    try {
      if (Messages.toServer(body) instanceof ToServer.Report report) {
        recorder.take(
            new Recorder.Incoming(
                report,
                answer -> send(report.worker(), answer),
                done -> settle(channel, tag, done)));
        return;
      }
      LOG.warn("something that is no report came among the reports");
    } catch (QueueException e) {
      LOG.warn("a report is not understood: {}", e.getMessage());
    }
    settle(channel, tag, true);
  }

  private static void settle(Channel channel, long tag, boolean done) {
    try {
      if (done) {
        channel.basicAck(tag, false);
      } else {
        channel.basicNack(tag, false, true);
      }
    } catch (IOException | AlreadyClosedException e) {
      // The broker gives it out once more: it is known then.
      LOG.debug("a message cannot be settled", e);
    }
  }

  /** Tells a worker something; a worker that is not there hears of it in another way. */
  void send(String worker, ToWorker message) {
    try {
      link.send("", Names.worker(worker), Messages.bytes(message));
    } catch (IOException e) {
      LOG.debug("{} cannot be told", worker, e);
    }
  }

  /** Tells other servers of a build. */
  void tell(long build) {
    try {
      link.send(Names.NEWS, "", news.of(build));
    } catch (IOException e) {
      LOG.debug("other servers cannot be told of build {}", build, e);
    }
  }

  /** Puts a ticket for a build into the queue of its architecture. */
  void ticket(Build build) throws IOException {
    ticket(build.request().architecture());
  }

  private void ticket(Architecture architecture) throws IOException {
    link.send("", Names.builds(architecture), new byte[0]);
  }

  /**
   * Sees that there are as many tickets for an architecture as there are builds in its queue. The
   * few that workers just hold are not counted: one too many costs a claim for nothing, and those
   * that are too many do not add up, since none is added where there are enough.
   */
  void replenish(Architecture architecture, long builds) throws IOException, TimeoutException {
    Session session = link.session().orElseThrow(() -> new IOException("there is no connection"));
    try (Channel channel = session.channel()) {
      long there = channel.messageCount(Names.builds(architecture));
      for (long i = there; i < builds; i++) {
        ticket(architecture);
      }
    }
  }
}
