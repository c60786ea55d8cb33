package dev.slipway.broker.server;

import dev.slipway.real.Certificate;
import dev.slipway.real.Folders;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB server of the distribution's package, with a port and a folder of its own. */
public final class MariadbServerProcess implements AutoCloseable {
  /** Who may do everything. */
  public static final String USER = "admin";

  /** With a character that a URL cannot have as it is. */
  public static final String PASSWORD = "s3cret@home";

  private static final String LOG_SIZE = "--innodb-log-file-size=8M";

  private final Path folder;
  private final int port;
  private final List<String> settings;
  private RealProcess server;

  private MariadbServerProcess(Path folder, int port, List<String> settings) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
  }

  /** Starts one. */
  public static MariadbServerProcess start() throws IOException, InterruptedException {
    return start(Folders.create("slipway-mariadb"), List.of());
  }

  /** Starts one that can be spoken to with TLS. */
  public static MariadbServerProcess start(Certificate certificate)
      throws IOException, InterruptedException {
    Path folder = Folders.create("slipway-mariadb");
    Path copy = Files.copy(certificate.certificate(), folder.resolve("certificate.pem"));
    Path key = Files.copy(certificate.key(), folder.resolve("key.pem"));
    return start(folder, List.of("--ssl-cert=" + copy, "--ssl-key=" + key));
  }

  private static MariadbServerProcess start(Path folder, List<String> settings)
      throws IOException, InterruptedException {
    MariadbServerProcess started = new MariadbServerProcess(folder, Ports.free(), settings);
    if (Folders.isRoot()) {
      RealProcess.run(List.of("chown", "-R", "mysql:mysql", folder.toString()));
    }
    RealProcess.run(
        started.line(
            "mariadb-install-db",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve"));
    started.startAgain();
    return started;
  }

  private List<String> line(String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program, "--no-defaults"));
    line.add("--datadir=" + folder.resolve("data"));
    line.add(LOG_SIZE);
    if (Folders.isRoot()) {
      line.add("--user=mysql");
    }
    line.addAll(List.of(arguments));
    return line;
  }

  /** Ends it at once, as a machine that loses its power. */
  public void kill() {
    server.close();
  }

  /** Starts it after that. */
  public void startAgain() throws IOException, InterruptedException {
    Path login = folder.resolve("login.sql");
    Files.writeString(
        login,
        "GRANT ALL ON *.* TO '%s'@'%%' IDENTIFIED BY '%s' WITH GRANT OPTION;%n"
            .formatted(USER, PASSWORD));
    List<String> line =
        line(
            "mariadbd",
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--init-file=" + login,
            "--innodb-buffer-pool-size=32M",
            "--innodb-flush-log-at-trx-commit=0",
            "--performance-schema=OFF");
    line.addAll(settings);
    server = RealProcess.start(line, "ready for connections").awaitReady();
  }

  /** Stops it where it is: it takes connections, and says nothing. */
  public void freeze() throws IOException, InterruptedException {
    server.freeze();
  }

  /** Lets it go on. */
  public void thaw() throws IOException, InterruptedException {
    server.thaw();
  }

  /** The login of who may do everything. */
  public String url() {
    return "mariadb://" + USER + ":" + PASSWORD.replace("@", "%40") + "@127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Folders.delete(folder);
  }
}
