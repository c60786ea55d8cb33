package dev.slipway.server.config;

import java.nio.file.Path;

/** Where a server's certificate comes from. */
public sealed interface TlsConfig {
  /** There is none: it talks plain HTTP. */
  record None() implements TlsConfig {}

  /** It makes one of its own at its first start. */
  record Generated() implements TlsConfig {}

  /**
   * The user has one.
   *
   * @param certificate a PEM file: the server's certificate, then those between it and its
   *     authority
   * @param key a PEM file with its private key, without a password
   */
  record Files(Path certificate, Path key) implements TlsConfig {}
}
