package dev.slipway.broker.address;

import dev.slipway.broker.BrokerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed of a server: those of the JDK's authorities, and those of a
 * file's beside them. Names are checked either way.
 */
public final class Trust {
  /** Of all authorities' certificates together. */
  private static final int LARGEST = 1 << 20;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  /** The JDK's authorities. */
  public static final Trust JDK = new Trust(Optional.empty(), "", "", Optional.empty());

  private final Optional<Path> file;
  private final String own;
  private final String all;
  private final Optional<KeyStore> store;

  private Trust(Optional<Path> file, String own, String all, Optional<KeyStore> store) {
    this.file = file;
    this.own = own;
    this.all = all;
    this.store = store;
  }

  /**
   * The authorities of a file. It is read once: who gets its text gets what connections are checked
   * by.
   *
   * @param file certificates in PEM, 1 MiB at most; other text around them is passed over
   * @throws BrokerException where it is none; the message says why and what to do
   */
  public static Trust of(Path file) throws BrokerException {
    String text = read(file);
    if (text.contains("PRIVATE KEY-----")) {
      throw wrong(
          file, "has a private key in it: name a file with the authority's certificate alone");
    }
    if (!text.contains(BEGIN)) {
      throw wrong(
          file,
          "has no certificate in PEM in it, which begins with BEGIN CERTIFICATE: `openssl x509"
              + " -inform der` makes PEM of a certificate in DER");
    }
    Collection<? extends Certificate> found;
    try {
      found = certificates(text);
    } catch (CertificateException e) {
      throw wrong(
          file,
          "is no file of certificates in PEM ("
              + e.getMessage()
              + "): copy the authority's certificate anew");
    }
    List<Certificate> all = new ArrayList<>(found);
    all.addAll(authoritiesOfTheJdk());
    return new Trust(Optional.of(file), pem(found), pem(all), Optional.of(store(all)));
  }

  private static String read(Path file) throws BrokerException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw wrong(file, "has more than 1 MiB: name a file with the authority's certificate");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw wrong(file, "is not there: name a file with the authority's certificate in PEM");
    } catch (IOException e) {
      throw wrong(file, "cannot be read: " + e.getMessage());
    }
  }

  private static Collection<? extends Certificate> certificates(String text)
      throws CertificateException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes));
  }

  /** Certificates and nothing else: it is handed out. */
  private static String pem(Collection<? extends Certificate> certificates) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    StringBuilder text = new StringBuilder();
    try {
      for (Certificate each : certificates) {
        text.append(BEGIN)
            .append('\n')
            .append(lines.encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
    return text.toString();
  }

  private static List<Certificate> authoritiesOfTheJdk() {
    List<Certificate> found = new ArrayList<>();
    try {
      for (TrustManager each : factory(null).getTrustManagers()) {
        if (each instanceof X509TrustManager manager) {
          found.addAll(List.of(manager.getAcceptedIssuers()));
        }
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyStore store(Collection<? extends Certificate> authorities) {
    try {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      for (Certificate each : authorities) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK has no key stores", e);
    }
  }

  /** For connections. */
  public SSLContext context() {
    return context(store);
  }

  /**
   * For connections that a driver makes, which knows no more than a text.
   *
   * @param pem of {@link #pem}; empty for the JDK's authorities
   */
  public static SSLContext context(String pem) {
    if (pem.isEmpty()) {
      return JDK.context();
    }
    try {
      return context(Optional.of(store(certificates(pem))));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("these are no certificates in PEM", e);
    }
  }

  private static SSLContext context(Optional<KeyStore> store) {
    try {
      if (store.isEmpty()) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory(store.get()).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /**
   * For drivers that take a key store: the authorities in JKS. Such a driver reads it for each
   * connection, and PKCS #12 takes ten times as long.
   *
   * @return empty for the JDK's
   */
  public Optional<byte[]> jks(char[] password) {
    return store.map(authorities -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        authorities.store(bytes, password);
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("a key store in memory cannot be written", e);
      }
      return bytes.toByteArray();
    });
  }

  /** For drivers that take certificates in PEM: all; empty for the JDK's authorities alone. */
  public Optional<String> pem() {
    return file.map(_ -> all);
  }

  /** An application's credentials, with the authorities of a file as {@code ca}. */
  public Map<String, Object> with(Map<String, Object> credentials) {
    if (file.isEmpty()) {
      return credentials;
    }
    Map<String, Object> more = new HashMap<>(credentials);
    more.put("ca", own);
    return more;
  }

  /**
   * Refuses authorities where nobody would ask for them.
   *
   * @param encrypted whether the connection is
   * @param what the connection goes to, for the message
   */
  public Trust require(boolean encrypted, String what) throws BrokerException {
    if (file.isPresent() && !encrypted) {
      throw new BrokerException(
          BrokerException.Code.INVALID,
          "`ca` is given, but the connection to "
              + what
              + " is not encrypted: leave `ca` out, or give an address with TLS (https://,"
              + " rediss://, or ?tls=true)");
    }
    return this;
  }

  private static BrokerException wrong(Path file, String why) {
    return new BrokerException(BrokerException.Code.INVALID, "the `ca` " + file + " " + why);
  }

  /** For people. */
  @Override
  public String toString() {
    return file.map(Path::toString).orElse("the JDK's authorities");
  }
}
