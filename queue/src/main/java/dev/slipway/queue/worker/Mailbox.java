package dev.slipway.queue.worker;

import com.rabbitmq.client.Channel;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.amqp.Link;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.amqp.Session;
import dev.slipway.queue.protocol.Messages;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's part at one broker. */
final class Mailbox implements Link.Use, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final Link link;
  private final Set<Architecture> architectures;
  private final String worker;
  private final Duration patience;
  private final BiConsumer<Mailbox, ToWorker> listener;
  private final Runnable there;
  private final Map<String, CompletableFuture<ToWorker>> waiting = new ConcurrentHashMap<>();
  private final Set<Runnable> wakers = new CopyOnWriteArraySet<>();

  /**
   * A worker's part.
   *
   * @param patience how long the answer to a claim is waited for
   * @param listener takes all that nobody waits for; a job too, whose claim was given up
   * @param there is called each time that the broker is there; waits for nothing
   */
  Mailbox(
      BrokerUrl url,
      @Nullable SSLContext trust,
      Set<Architecture> architectures,
      String worker,
      Duration patience,
      BiConsumer<Mailbox, ToWorker> listener,
      Runnable there) {
    this.architectures = Set.copyOf(architectures);
    this.worker = worker;
    this.patience = patience;
    this.listener = listener;
    this.there = there;
    this.link = new Link(url, "slipway worker " + worker, trust, this);
  }

  /** Begins to connect, and waits a moment for the broker. */
  void start() throws InterruptedException {
    link.start(FIRST);
  }

  /**
   * Sees that no other worker at the broker has this one's name.
   *
   * @param most how long a broker may believe in a connection that is none any more
   * @throws QueueException where there is another
   */
  void refuseNamesake(Duration most) throws QueueException, InterruptedException {
    if (link.await(Duration.ZERO) == Link.State.TAKEN && link.await(most) == Link.State.TAKEN) {
      throw new QueueException(
          QueueException.Code.CONFLICT,
          "the broker "
              + link.url()
              + " has a connection of another worker `"
              + worker
              + "`: stop that one, or give this one another name");
    }
  }

  Set<Architecture> architectures() {
    return architectures;
  }

  /** Begins to hear servers. */
  @Override
  public void begin(Session session) throws IOException {
    Channel channel = session.channel();
    Names.declare(channel, architectures);
    // It goes with its worker: what it holds then nobody needs. There is only one worker of a name.
    channel.queueDeclare(Names.worker(worker), false, true, true, Map.of());
    session.consume(channel, Names.worker(worker), true, (_, body) -> hear(body));
  }

  @Override
  public void changed(boolean isThere) {
    wake();
    if (isThere) {
      there.run();
    }
  }

  private void hear(byte[] body) {
    try {
      ToWorker message = Messages.toWorker(body);
      switch (message) {
        case ToWorker.Job job -> answer(job.request(), job);
        case ToWorker.Nothing nothing -> answer(nothing.request(), nothing);
        default -> listener.accept(this, message);
      }
    } catch (QueueException e) {
      LOG.warn("what a server said is not heard", e);
    }
  }

  private void answer(String request, ToWorker message) {
    CompletableFuture<ToWorker> who = waiting.remove(request);
    if (who == null) {
      listener.accept(this, message);
    } else {
      who.complete(message);
    }
  }

  /**
   * Asks for a build.
   *
   * @return a job; null where there is none
   * @throws IOException where no answer comes
   */
  ToWorker.@Nullable Job claim(ToServer.Claim claim) throws IOException, InterruptedException {
    CompletableFuture<ToWorker> answer = new CompletableFuture<>();
    waiting.put(claim.request(), answer);
    try {
      say(claim);
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS) instanceof ToWorker.Job job
          ? job
          : null;
    } catch (ExecutionException | TimeoutException e) {
      if (waiting.remove(claim.request()) == null && answer.join() instanceof ToWorker.Job job) {
        return job; // It came in the last moment.
      }
      throw new IOException("no server answers at " + link.url(), e);
    } finally {
      waiting.remove(claim.request());
    }
  }

  /** The session that tickets are taken in. */
  Optional<Session> session() {
    return link.session();
  }

  /** Says something. */
  void say(ToServer message) throws IOException {
    String queue = message instanceof ToServer.Report ? Names.REPORTS : Names.CLAIMS;
    link.send("", queue, Messages.bytes(message));
  }

  /** Has something called when {@link #wake} is. */
  void onWake(Runnable waker) {
    wakers.add(waker);
  }

  void offWake(Runnable waker) {
    wakers.remove(waker);
  }

  /** Wakes who waits for tickets. */
  void wake() {
    wakers.forEach(Runnable::run);
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public String toString() {
    return link.url().toString();
  }
}
