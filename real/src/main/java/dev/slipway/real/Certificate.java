package dev.slipway.real;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
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

  /** The certificate itself. */
  public X509Certificate read() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(certificate)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** Its key. */
  public PrivateKey readKey() throws IOException, GeneralSecurityException {
    String text = Files.readString(key).replaceAll("-----[^-]*-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  /** What a server in this process shows it with. */
  public SSLContext shown() throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry("own", readKey(), new char[0], new X509Certificate[] {read()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** What believes this one, and nobody else. */
  public SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("test", read());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
