package dev.slipway.queue.service;

import dev.slipway.queue.amqp.BrokerUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a worker and its broker, which can be cut. */
final class Relay implements AutoCloseable {
  private final BrokerUrl broker;
  private final ServerSocket server;
  private final Set<Socket> near = ConcurrentHashMap.newKeySet();
  private final Set<Socket> far = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  private Relay(BrokerUrl broker, ServerSocket server) {
    this.broker = broker;
    this.server = server;
  }

  static Relay to(BrokerUrl broker) throws IOException {
    Relay relay = new Relay(broker, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(relay::serve);
    return relay;
  }

  /** The broker, as it is reached by this way. */
  BrokerUrl url() {
    return new BrokerUrl(
        false,
        "127.0.0.1",
        server.getLocalPort(),
        broker.user(),
        broker.password(),
        broker.virtualHost());
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        if (isCut) {
          client.close();
          continue;
        }
        Socket other = new Socket(broker.host(), broker.port());
        near.add(client);
        far.add(other);
        Thread.ofVirtual().start(() -> pump(client, other));
        Thread.ofVirtual().start(() -> pump(other, client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the ends was closed.
    }
    // What the broker is not told, it does not know: it may still believe in the connection.
    if (!isCut) {
      close(from);
      close(to);
    }
  }

  /**
   * Cuts it: nobody connects any more.
   *
   * @param known whether the broker hears of it at once, as when the worker's machine is alive
   */
  void cut(boolean known) {
    isCut = true;
    if (known) {
      forgetBroker();
    }
    near.forEach(Relay::close);
    near.clear();
  }

  /** The broker hears now of what was cut. */
  void forgetBroker() {
    far.forEach(Relay::close);
    far.clear();
  }

  void mend() {
    isCut = false;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed, then.
    }
  }

  @Override
  public void close() throws IOException {
    cut(true);
    server.close();
  }
}
