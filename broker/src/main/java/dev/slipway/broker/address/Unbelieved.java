package dev.slipway.broker.address;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;

/** Tells people of a server's certificate that was refused. */
public final class Unbelieved {
  private Unbelieved() {}

  /**
   * What is wrong with a server's certificate and what to do, where that is why something failed.
   */
  public static Optional<String> reason(Throwable thrown) {
    Optional<String> found = Optional.empty();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof CertPathBuilderException || each instanceof CertPathValidatorException) {
        return Optional.of(
            "its certificate is not believed ("
                + each.getMessage()
                + "); the setting `ca` names the authority that has signed it");
      }
      if (each instanceof CertificateException) {
        found = Optional.of("its certificate is for another address: " + each.getMessage());
      }
    }
    return found;
  }
}
