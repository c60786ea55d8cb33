package dev.slipway.server.certificate;

import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a certificate that only those believe who were given it, by the JDK's keytool. */
final class SelfSigned {
  /** People who need one that ends give one of their own. */
  private static final String DAYS = "3650";

  private static final String ADDRESS = "[0-9.]+|.*:.*";

  private SelfSigned() {}

  /**
   * Makes one with its key.
   *
   * @param file a PKCS#12 file; it is there as a whole or not at all, and only its owner reads it
   */
  static void make(Path file, Set<String> names) throws IOException, InterruptedException {
    Path folder =
        Files.createTempDirectory(
            file.toAbsolutePath().getParent(),
            "tls-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path made = folder.resolve("tls.p12");
    try {
      Command.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              ServerCertificate.ALIAS,
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-validity",
              DAYS,
              "-dname",
              "CN=Slipway",
              "-ext",
              "san=" + names.stream().map(SelfSigned::name).collect(Collectors.joining(",")),
              "-storetype",
              "PKCS12",
              "-storepass",
              ServerCertificate.PASSWORD,
              "-keystore",
              made.toString())
          .run();
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(folder);
    }
  }

  private static String name(String name) {
    return (name.matches(ADDRESS) ? "ip:" : "dns:") + name;
  }
}
