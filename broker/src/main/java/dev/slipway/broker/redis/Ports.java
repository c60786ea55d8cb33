package dev.slipway.broker.redis;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.Set;

/** Ports of servers that run or are to run: each has the one of its configuration for ever. */
final class Ports {
  private final DedicatedConfig config;

  Ports(DedicatedConfig config) {
    this.config = config;
  }

  /** What writes down that a port is taken. */
  interface Taker {
    void take(int port) throws IOException;
  }

  /**
   * Takes one that no instance has and nobody listens on. One after the other, in all processes.
   *
   * @throws IOException where there is none
   */
  void take(Taker taker) throws IOException {
    // A lock on a file is the whole process's.
    synchronized (Ports.class) {
      takeAlone(taker);
    }
  }

  private void takeAlone(Taker taker) throws IOException {
    try (FileChannel channel = Servers.channel(config, "ports.lock");
        var _ = channel.lock()) {
      Set<Integer> taken = new HashSet<>();
      for (InstanceFolder each : InstanceFolder.all(config)) {
        each.port().ifPresent(taken::add);
      }
      for (int port = config.first(); port <= config.last(); port++) {
        if (!taken.contains(port) && isFree(port)) {
          taker.take(port);
          return;
        }
      }
    }
    throw new IOException(
        "all ports from %d to %d are taken; set others by `ports`"
            .formatted(config.first(), config.last()));
  }

  private boolean isFree(int port) throws IOException {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(config.listen()))) {
      return true;
    } catch (BindException e) {
      return false;
    }
  }
}
