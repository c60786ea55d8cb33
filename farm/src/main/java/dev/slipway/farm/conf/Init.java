package dev.slipway.farm.conf;

/** What starts services on a host. */
public enum Init {
  SYSTEMD,
  /** Nothing does, as in containers: a service is started once, with a pid file. */
  NONE
}
