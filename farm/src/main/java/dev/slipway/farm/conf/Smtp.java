package dev.slipway.farm.conf;

import java.util.Optional;

/**
 * Who sends mail.
 *
 * @param login empty where the server wants none
 */
public record Smtp(String server, int port, Optional<Login> login, String from) {
  /** A name and a password. */
  public record Login(String name, String password) {
    @Override
    public String toString() {
      return name;
    }
  }
}
