package dev.slipway.queue.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that is to be connected to as long as this is open: there is one {@link Session} after
 * another. The client library's own recovery is not used, since it leaves out what a broker closes
 * by itself: single channels, cancelled consumers, queues whose last owner it still believes in.
 */
public final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final long SHORTEST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 2_000;

  private final BrokerUrl url;
  private final String name;
  private final @Nullable SSLContext trust;
  private final Use use;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread keeper = Thread.ofVirtual().name("broker").unstarted(this::keep);
  private @Nullable Session session;
  private State state = State.NEW;

  /** What a broker is used for. */
  public interface Use {
    /** Makes queues and begins to take from them, in a new session. */
    void begin(Session session) throws IOException;

    /** There is a session, or there is none any more. Does not wait for anything. */
    default void changed(boolean there) {}
  }

  /** How far it has come. */
  public enum State {
    /** It was not tried yet. */
    NEW,
    /** There is a session. */
    THERE,
    /** The broker cannot be reached, or refuses. */
    AWAY,
    /** Somebody else has a queue that is only for one: the broker still knows that connection. */
    TAKEN
  }

  /**
   * A link that does not connect yet.
   *
   * @param name what the broker shows of its connections
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  public Link(BrokerUrl url, String name, @Nullable SSLContext trust, Use use) {
    this.url = url;
    this.name = name;
    this.trust = trust;
    this.use = use;
  }

  /**
   * Begins to connect, and waits for what comes of the first try.
   *
   * @param most how long
   */
  public State start(Duration most) throws InterruptedException {
    keeper.start();
    return await(most, EnumSet.complementOf(EnumSet.of(State.NEW)));
  }

  private void keep() {
    long pause = SHORTEST_PAUSE;
    String fault = "";
    try {
      while (true) {
        try {
          one();
          pause = SHORTEST_PAUSE;
          fault = "";
        } catch (IOException | TimeoutException | GeneralSecurityException | RuntimeException e) {
          pause = Math.min(2 * pause, LONGEST_PAUSE);
          boolean taken = e instanceof Taken;
          if (!fault.equals(String.valueOf(e.getMessage()))) {
            fault = String.valueOf(e.getMessage());
            LOG.warn(
                taken
                    ? "the broker {} still has an earlier connection of `{}`: {}; trying again"
                    : "the broker {} cannot be reached by `{}`: {}; trying again",
                url,
                name,
                e.toString());
          }
          become(null, taken ? State.TAKEN : State.AWAY);
        }
        TimeUnit.MILLISECONDS.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One session, from its beginning to its end. */
  private void one()
      throws IOException, TimeoutException, GeneralSecurityException, InterruptedException {
    Session now = Session.open(url, name, trust);
    boolean there = false;
    try {
      begin(now);
      LOG.info("connected to the broker {}", url);
      become(now, State.THERE);
      there = true;
      use.changed(true);
      LOG.warn("the connection to the broker {} ended: {}", url, now.awaitEnd());
    } finally {
      if (there) {
        become(null, State.AWAY);
        use.changed(false);
      }
      now.close();
    }
  }

  private void become(@Nullable Session now, State next) {
    lock.lock();
    try {
      session = now;
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Another connection has what is to be this one's only. */
  private static final class Taken extends IOException {
    Taken(String message, IOException cause) {
      super(message, cause);
    }
  }

  private void begin(Session now) throws IOException {
    try {
      use.begin(now);
    } catch (IOException e) {
      for (Throwable each = e; each != null; each = each.getCause()) {
        if (each instanceof ShutdownSignalException signal && isTaken(signal.getReason())) {
          throw new Taken(String.valueOf(signal.getMessage()), e);
        }
      }
      throw e;
    }
  }

  /** RabbitMQ closes the channel then, and Qpid Broker-J the connection. */
  private static boolean isTaken(@Nullable Method closing) {
    return switch (closing) {
      case AMQP.Channel.Close close -> close.getReplyCode() == AMQP.RESOURCE_LOCKED;
      case AMQP.Connection.Close close -> close.getReplyCode() == AMQP.NOT_ALLOWED;
      case null, default -> false;
    };
  }

  public BrokerUrl url() {
    return url;
  }

  /** Whether messages come and go now. */
  public boolean isOpen() {
    return session().map(Session::isOpen).orElse(false);
  }

  /** The session that there is now. */
  public Optional<Session> session() {
    lock.lock();
    try {
      return Optional.ofNullable(session);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is a session, at most so long. */
  public State await(Duration most) throws InterruptedException {
    return await(most, EnumSet.of(State.THERE));
  }

  private State await(Duration most, Set<State> wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (!wanted.contains(state) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends a message that outlives the broker's end where its queue does.
   *
   * @throws IOException where there is no session now
   */
  public void send(String exchange, String key, byte[] body) throws IOException {
    session()
        .orElseThrow(() -> new IOException("the broker " + url + " is not there"))
        .send(exchange, key, body);
  }

  @Override
  public void close() {
    keeper.interrupt();
    session().ifPresent(Session::close);
    try {
      keeper.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
