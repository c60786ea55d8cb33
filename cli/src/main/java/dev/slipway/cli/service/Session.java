package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;

/** A broker that is spoken to, and what is remembered of it. */
record Session(Surroundings surroundings, BrokerClient client, Memory memory)
    implements AutoCloseable {
  void say(String message) {
    surroundings.err().println("slipway: " + message);
  }

  @Override
  public void close() {
    client.close();
  }
}
