package dev.slipway.broker.address;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
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
      if (each instanceof CertPathValidatorException invalid && isDate(invalid)) {
        return Optional.of(
            "its certificate is over or not valid yet ("
                + deepest(each).getMessage()
                + "): give the server a new one, or look whether the clocks are right");
      }
      if (each instanceof CertPathBuilderException || each instanceof CertPathValidatorException) {
        return Optional.of(
            "its certificate is not believed ("
                + each.getMessage()
                + "); the setting `ca` names the authority that has signed it");
      }
      if (each.getClass() == CertificateException.class) {
        found =
            Optional.of(
                "its certificate is for another address ("
                    + each.getMessage()
                    + "): write one that it is for, or give the server another certificate");
      } else if (each instanceof CertificateException) {
        found =
            Optional.of(
                "its certificate cannot be a server's ("
                    + each.getMessage()
                    + "): give it another");
      }
    }
    return found;
  }

  private static boolean isDate(CertPathValidatorException invalid) {
    return invalid.getReason() == BasicReason.EXPIRED
        || invalid.getReason() == BasicReason.NOT_YET_VALID;
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
