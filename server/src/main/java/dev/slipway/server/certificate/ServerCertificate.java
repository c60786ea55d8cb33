package dev.slipway.server.certificate;

import dev.slipway.server.config.TlsConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.pem.PemContent;

/** A server's certificate with its private key. */
public final class ServerCertificate {
  /** The store's file mode protects it; PKCS#12 wants a password nevertheless. */
  static final String PASSWORD = "slipway";

  static final String ALIAS = "slipway";

  private final KeyStore store;

  private ServerCertificate(KeyStore store) {
    this.store = store;
  }

  /**
   * Reads it, and makes it where it is to be made and is not there yet.
   *
   * @param data the server's folder: {@code tls.p12} and {@code certificate.pem} are made in it
   * @param names the host names and IP addresses that it is for
   * @return empty where there is none
   */
  public static Optional<ServerCertificate> of(TlsConfig config, Path data, Set<String> names)
      throws IOException, InterruptedException {
    return switch (config) {
      case TlsConfig.None _ -> Optional.empty();
      case TlsConfig.Files(Path certificate, Path key) -> Optional.of(read(certificate, key));
      case TlsConfig.Generated _ -> {
        Path file = data.resolve("tls.p12");
        if (!Files.exists(file)) {
          SelfSigned.make(file, names);
        }
        ServerCertificate made = load(file);
        Files.writeString(data.resolve("certificate.pem"), made.pem());
        yield Optional.of(made);
      }
    };
  }

  private static ServerCertificate load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return new ServerCertificate(store);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be read; without it a new one is made: " + e, e);
    }
  }

  private static ServerCertificate read(Path certificate, Path key) throws IOException {
    List<? extends Certificate> chain = Trust.certificates(certificate);
    PrivateKey secret = key(key);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, secret, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
      if (!isPair(secret, chain.getFirst().getPublicKey())) {
        throw new IOException("the key " + key + " is not that of the certificate " + certificate);
      }
      return new ServerCertificate(store);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the certificate " + certificate + " with the key " + key + " cannot be used: " + e, e);
    }
  }

  /** Found out by trying. */
  private static boolean isPair(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
    String algorithm = secret.getAlgorithm();
    if (!algorithm.equals(open.getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> algorithm;
            });
    byte[] text = {1, 2, 3};
    signature.initSign(secret);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(text);
    return signature.verify(signed);
  }

  private static PrivateKey key(Path file) throws IOException {
    String text = Files.readString(file);
    PrivateKey key;
    try {
      key = PemContent.of(text).getPrivateKey();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IOException(file + " has no private key that is understood: " + e.getMessage(), e);
    }
    if (key == null) {
      throw new IOException(file + " has no private key in it, without a password, as PEM");
    }
    return key;
  }

  /** With {@link #password}, for whoever listens. */
  public KeyStore store() {
    return store;
  }

  /** What opens the store. It protects nothing. */
  public String password() {
    return PASSWORD;
  }

  /** The store as a file's bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      store.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK writes no PKCS#12", e);
    }
    return out.toByteArray();
  }

  /** What clients believe that know this server. */
  public SSLContext trust() {
    return Trust.of(chain());
  }

  /** SHA-256 of the certificate as people compare it: {@code 1A:2B:…}. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain().getFirst().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  private String pem() {
    StringBuilder text = new StringBuilder();
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    try {
      for (Certificate each : chain()) {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(lines.encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
    return text.toString();
  }

  private List<Certificate> chain() {
    try {
      return List.of(store.getCertificateChain(ALIAS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the store is not loaded", e);
    }
  }
}
