package dev.slipway.farm.ssh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** Tells the name of a host, as it was given, from an address. */
final class HostNames {
  private HostNames() {}

  static HostName of(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress inet -> new HostName(inet.getHostString(), inet.getPort());
      case SshdSocketAddress sshd -> new HostName(sshd.getHostName(), sshd.getPort());
      default -> throw new IllegalArgumentException("not an address with a port: " + address);
    };
  }
}
