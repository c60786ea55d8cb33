package dev.slipway.farm.conf;

import dev.slipway.farm.ssh.Address;

/** A host and what it is to be. */
public sealed interface Machine permits Master, Worker {
  /** Where to log in. */
  Address address();

  /** Where things are there. */
  Site site();
}
