package dev.slipway.release.blobstore;

import dev.slipway.process.Command;
import dev.slipway.real.Folders;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Apache with WebDAV, a password, and a certificate that it has signed itself. */
final class ApacheDav implements AutoCloseable {
  static final String USER = "ann";
  static final String PASSWORD = "a secret password";

  private static final List<String> MODULES =
      List.of(
          "mpm_event",
          "authn_core",
          "authn_file",
          "authz_core",
          "authz_user",
          "auth_basic",
          "dav",
          "dav_fs",
          "socache_shmcb",
          "ssl");

  private final Path folder;
  private final int port;
  private final RealProcess process;

  private ApacheDav(Path folder, int port, RealProcess process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static ApacheDav start() throws IOException, InterruptedException {
    Path folder = Folders.create("slipway-dav");
    int port = Ports.free();
    Files.createDirectories(folder.resolve("files/blobs"));
    Command.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            folder.resolve("key.pem").toString(),
            "-out",
            folder.resolve("certificate.pem").toString())
        .run();
    String hash = Command.of("openssl", "passwd", "-apr1", PASSWORD).lines().getFirst();
    Files.writeString(folder.resolve("users"), USER + ":" + hash + "\n");
    Path config = Files.writeString(folder.resolve("apache.conf"), config(folder, port));
    if (Folders.isRoot()) {
      Command.of("chown", "-R", "www-data:www-data", folder.toString()).run();
      Command.of("chmod", "755", folder.toString()).run();
    }
    RealProcess process =
        RealProcess.start(
                List.of("/usr/sbin/apache2", "-DFOREGROUND", "-f", config.toString()),
                Map.of(),
                "resuming normal operations")
            .awaitReady();
    return new ApacheDav(folder, port, process);
  }

  private static String config(Path folder, int port) {
    StringBuilder text = new StringBuilder();
    for (String module : MODULES) {
      text.append("LoadModule ").append(module).append("_module ");
      text.append("/usr/lib/apache2/modules/mod_").append(module).append(".so\n");
    }
    return text
        + """
        ServerName localhost
        Listen 127.0.0.1:%d
        User www-data
        Group www-data
        PidFile FOLDER/apache.pid
        ErrorLog /dev/stderr
        LogLevel notice
        DavLockDB FOLDER/locks
        DocumentRoot FOLDER/files
        SSLEngine on
        SSLCertificateFile FOLDER/certificate.pem
        SSLCertificateKeyFile FOLDER/key.pem
        <Location />
            Dav On
            AuthType Basic
            AuthName blobs
            AuthUserFile FOLDER/users
            Require valid-user
        </Location>
        """
            .formatted(port)
            .replace("FOLDER", folder.toString());
  }

  String endpoint() {
    return "https://localhost:" + port + "/blobs";
  }

  String certificate() throws IOException {
    return Files.readString(folder.resolve("certificate.pem"));
  }

  /** Where its files are. */
  Path files() {
    return folder.resolve("files/blobs");
  }

  @Override
  public void close() throws IOException {
    process.close();
    Folders.delete(folder);
  }
}
