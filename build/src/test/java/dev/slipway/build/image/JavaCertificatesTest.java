package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key stores that the JDK's keytool makes and the JDK reads again. */
final class JavaCertificatesTest {
  @TempDir private Path folder;

  private byte[] store(String... more) throws Exception {
    Path store = folder.resolve("store");
    Path certificate = folder.resolve("certificate");
    Command.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=authority",
            "-keyout",
            folder.resolve("key").toString(),
            "-out",
            certificate.toString())
        .run();
    String[] fixed = {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-importcert",
      "-noprompt",
      "-alias",
      "authority",
      "-file",
      certificate.toString(),
      "-keystore",
      store.toString(),
      "-storetype",
      "JKS"
    };
    String[] line = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, line, fixed.length, more.length);
    Command.of(line).run();
    return Files.readAllBytes(store);
  }

  @Test
  void certificatesHaveTheImagesTimeAndTheStoreIsWhole() throws Exception {
    byte[] before = store("-storepass", "changeit");
    byte[] dated = JavaCertificates.dated(before, 1_700_000_000L).orElseThrow();
    KeyStore read = KeyStore.getInstance("JKS");
    read.load(new ByteArrayInputStream(dated), "changeit".toCharArray());
    assertThat(read.getCreationDate("authority"))
        .isEqualTo(Date.from(Instant.ofEpochSecond(1_700_000_000L)));
    KeyStore original = KeyStore.getInstance("JKS");
    original.load(new ByteArrayInputStream(before), "changeit".toCharArray());
    assertThat(read.getCertificate("authority")).isEqualTo(original.getCertificate("authority"));
  }

  @Test
  void whatIsNotUnderstoodIsLeftAlone() throws Exception {
    assertThat(JavaCertificates.dated(store("-storepass", "different"), 0)).isEmpty();
    assertThat(JavaCertificates.dated(new byte[0], 0)).isEmpty();
    assertThat(JavaCertificates.dated(new byte[1000], 0)).isEmpty();
  }
}
