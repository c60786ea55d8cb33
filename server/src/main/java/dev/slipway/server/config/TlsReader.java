package dev.slipway.server.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads where a certificate comes from. */
final class TlsReader {
  private TlsReader() {}

  static TlsConfig read(Effective values) {
    Optional<Path> certificate = values.path("tls.certificate");
    Optional<Path> key = values.path("tls.key");
    if (certificate.isPresent() != key.isPresent()) {
      String there = certificate.isPresent() ? "certificate" : "key";
      String missing = certificate.isPresent() ? "key" : "certificate";
      values.fault("tls." + there, "`tls." + missing + "` belongs to it and is not given");
    }
    if (certificate.isPresent() && values.flag("tls.generate")) {
      values.fault("tls.generate", "a certificate is given too; keep one of them");
    }
    if (certificate.isPresent() && key.isPresent()) {
      return new TlsConfig.Files(certificate.get(), key.get());
    }
    return values.flag("tls.generate") ? new TlsConfig.Generated() : new TlsConfig.None();
  }
}
