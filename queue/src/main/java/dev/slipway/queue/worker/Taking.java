package dev.slipway.queue.worker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.Names;
import dev.slipway.queue.amqp.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a ticket at all brokers at once, and claims a build for it. A ticket is acknowledged
 * when its lease is in the database, and not only after the build: brokers take back what is not
 * acknowledged for long. Once there is a job, the channels are closed, which gives other tickets
 * back.
 */
final class Taking {
  private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

  /** Claims builds. */
  interface Claims {
    /**
     * Claims one of an architecture.
     *
     * @return null where there is none
     * @throws IOException where no server answers
     */
    @Nullable Attempt claim(Mailbox mailbox, Architecture architecture)
        throws IOException, InterruptedException;
  }

  /** The longest pause after tickets that brought nothing. */
  private static final long MOST_PAUSE = 500;

  private record Ticket(Mailbox mailbox, Architecture architecture, Channel channel, long tag) {}

  private final List<Mailbox> mailboxes;
  private final Claims claims;
  private final BooleanSupplier ended;

  /** Tickets, and empty where things are to be looked at anew. */
  private final BlockingQueue<Optional<Ticket>> tickets = new LinkedBlockingQueue<>();

  private final List<Channel> channels = new ArrayList<>();

  Taking(List<Mailbox> mailboxes, Claims claims, BooleanSupplier ended) {
    this.mailboxes = mailboxes;
    this.claims = claims;
    this.ended = ended;
  }

  /** Waits for a job; null where none is to be taken any more, or a broker has come or gone. */
  @Nullable Attempt take() throws InterruptedException {
    Runnable waker = () -> tickets.add(Optional.empty());
    mailboxes.forEach(m -> m.onWake(waker));
    try {
      for (Mailbox each : mailboxes) {
        Optional<Session> session = each.session();
        if (session.isPresent()) {
          subscribe(each, session.get());
        }
      }
      for (int vain = 0; !ended.getAsBoolean(); vain++) {
        pause(vain);
        Optional<Ticket> ticket = tickets.take();
        if (ticket.isEmpty()) {
          return null;
        }
        Attempt attempt = claim(ticket.get());
        if (attempt != null) {
          return attempt;
        }
      }
    } catch (IOException | AlreadyClosedException e) {
      LOG.debug("tickets cannot be taken now", e);
      TimeUnit.MILLISECONDS.sleep(200);
    } finally {
      mailboxes.forEach(m -> m.offWake(waker));
      channels.forEach(Taking::close);
    }
    return null;
  }

  /**
   * Waits after tickets in vain, longer after each: where builds are in the queue that have no room
   * yet, there are tickets for all of them, and asking for one after the other helps nobody.
   */
  private static void pause(int vain) throws InterruptedException {
    if (vain > 0) {
      TimeUnit.MILLISECONDS.sleep(Math.min(MOST_PAUSE, 1L << Math.min(vain, 10)));
    }
  }

  private void subscribe(Mailbox mailbox, Session session) throws IOException {
    for (Architecture each : mailbox.architectures()) {
      Channel channel = session.channel();
      channels.add(channel);
      channel.basicQos(1);
      session.consume(
          channel,
          Names.builds(each),
          false,
          (tag, _) -> tickets.add(Optional.of(new Ticket(mailbox, each, channel, tag))));
    }
  }

  private @Nullable Attempt claim(Ticket ticket) throws IOException, InterruptedException {
    Attempt attempt;
    try {
      attempt = claims.claim(ticket.mailbox(), ticket.architecture());
    } catch (IOException e) {
      LOG.warn("{}; trying again", e.getMessage());
      ticket.channel().basicNack(ticket.tag(), false, true);
      return null;
    }
    try {
      ticket.channel().basicAck(ticket.tag(), false);
    } catch (IOException | AlreadyClosedException e) {
      LOG.debug("a ticket comes back: whoever gets it finds that its build is taken", e);
    }
    return attempt;
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException | TimeoutException | AlreadyClosedException e) {
      LOG.debug("a channel was closed already", e);
    }
  }
}
