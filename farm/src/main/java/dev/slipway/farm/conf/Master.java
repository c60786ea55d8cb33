package dev.slipway.farm.conf;

import dev.slipway.farm.ssh.Address;

/**
 * The host with the web application.
 *
 * @param listen the address and port that it listens on
 * @param url how others reach it
 */
public record Master(Address address, Site site, Listen listen, String url) implements Machine {
  /** An address and a port to listen on. */
  public record Listen(String address, int port) {}
}
