package dev.slipway.broker.catalog;

import java.util.Optional;

/**
 * As whom a service's pages ask the platform's issuer who a user is.
 *
 * @param id unique among all services
 * @param back where the issuer may send browsers back to, to the letter; the platform tells it so
 */
public record DashboardClient(String id, String secret, Optional<String> back) {
  /** It holds a secret. */
  @Override
  public String toString() {
    return "DashboardClient[" + id + "]";
  }
}
