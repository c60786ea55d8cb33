package dev.slipway.broker.swift;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import java.util.Map;
import java.util.Optional;

/**
 * A Keystone (v3) that makes projects and users, and whose catalog names a Swift. The broker's user
 * makes both in its own domain, and is a reseller's administrator for Swift.
 *
 * @param keystone with the path {@code /v3}
 * @param project that the broker's user has its roles on
 * @param domain the name of that user's and project's domain; instances and bindings are in it too
 * @param role that lets a user use a project's account
 */
public record SwiftConfig(ServerUrl keystone, String project, String domain, String role) {
  private static final String WHAT = "Keystone";
  private static final Map<String, Integer> PORTS = Map.of("http", 5000, "https", 5000);
  private static final String V3 = "/v3";

  /**
   * Reads one.
   *
   * @param url {@code https://USER:PASSWORD@HOST:5000/v3}; the path may be another that ends so
   * @param project {@code admin} where it is empty
   * @param domain {@code Default} where it is empty
   * @param role {@code swiftoperator} where it is empty, as in Swift's sample configuration
   */
  public static SwiftConfig parse(
      String url, Optional<String> project, Optional<String> domain, Optional<String> role)
      throws BrokerException {
    ServerUrl given = ServerUrl.parse(WHAT, url, PORTS).withLogin(WHAT);
    if (!given.path().isEmpty() && !given.path().endsWith(V3)) {
      throw ServerUrl.wrong(WHAT, "has the path " + given.path() + ": it ends in /v3");
    }
    ServerUrl keystone = given.path().isEmpty() ? given.withPath(V3) : given;
    return new SwiftConfig(
        keystone, project.orElse("admin"), domain.orElse("Default"), role.orElse("swiftoperator"));
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public SwiftConfig trusting(Trust trust) throws BrokerException {
    return new SwiftConfig(keystone.trusting(WHAT, trust), project, domain, role);
  }
}
