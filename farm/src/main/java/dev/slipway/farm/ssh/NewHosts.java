package dev.slipway.farm.ssh;

/** What becomes of hosts whose keys are not known. */
public enum NewHosts {
  REFUSE,
  /** Trusted, and not written down. */
  TRUST,
  /** Trusted, and added to known_hosts. */
  ADD
}
