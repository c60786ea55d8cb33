package dev.slipway.build.sandbox;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What programs in a sandbox need of the machine so that its network is of use to them: its name
 * service and the certificates that it trusts, which may be more than Debian's where a company has
 * an authority of its own. It lies in {@code /run} while they run and is no part of the image.
 *
 * @param certificates a file of certificates in PEM form
 * @param javaCertificates a Java key store of certificates: that of the JDK which runs Slipway
 */
record MachineNetwork(
    Path resolvConf, Optional<Path> certificates, Optional<Path> javaCertificates) {
  private static final String INSIDE = "/run/slipway-network/";

  static MachineNetwork here() {
    return new MachineNetwork(
        Path.of("/etc/resolv.conf"),
        firstOf(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/cert.pem")),
        firstOf(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")));
  }

  private static Optional<Path> firstOf(Path... files) {
    return List.of(files).stream().filter(Files::isReadable).findFirst();
  }

  void lendTo(Command command) {
    List<String> files = new ArrayList<>();
    if (Files.isReadable(resolvConf)) {
      files.add(resolvConf.toString());
    }
    certificates.ifPresent(file -> {
      files.add(file.toString());
      command.env("SSL_CERT_FILE", INSIDE + file.getFileName());
    });
    javaCertificates.ifPresent(file -> {
      files.add(file.toString());
      command.env("SLIPWAY_JAVA_CERTIFICATES", INSIDE + file.getFileName());
    });
    command.env("SLIPWAY_NETWORK", String.join("\n", files));
  }
}
