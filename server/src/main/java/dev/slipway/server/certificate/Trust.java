package dev.slipway.server.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Believes some certificates beside those of the JDK's own authorities. */
public final class Trust {
  private Trust() {}

  /**
   * Believes the certificates of a file.
   *
   * @param file PEM
   * @throws IOException where there is none in it
   */
  public static SSLContext of(Path file) throws IOException {
    return of(certificates(file));
  }

  static SSLContext of(Collection<? extends Certificate> certificates) {
    try {
      List<Certificate> all = new ArrayList<>(certificates);
      for (TrustManager each : managers(null)) {
        if (each instanceof X509TrustManager manager) {
          all.addAll(List.of(manager.getAcceptedIssuers()));
        }
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : all) {
        store.setCertificateEntry("trusted-" + store.size(), each);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** The certificates of a PEM file, in its order. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found = new ArrayList<>();
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw new IOException(file + " is no file of PEM certificates: " + e.getMessage(), e);
    }
    throw new IOException(file + " has no certificate in it; it begins with BEGIN CERTIFICATE");
  }
}
