package dev.slipway.real;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, for servers with TLS, made by OpenSSL.
 *
 * @param certificate PEM; who has made it is who may sign it
 * @param key PEM, without a password
 */
public record Certificate(Path certificate, Path key) {
  /** One for a host's name. */
  public static Certificate make(Path folder, String host)
      throws IOException, InterruptedException {
    Certificate made = new Certificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    RealProcess.run(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + host,
            "-addext",
            "subjectAltName=DNS:" + host,
            "-keyout",
            made.key.toString(),
            "-out",
            made.certificate.toString()));
    return made;
  }

  /** What believes this one, and nobody else. */
  public SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
