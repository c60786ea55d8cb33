package dev.slipway.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of the distribution's package, with a port and a folder of its own. */
public final class PostgreSql implements AutoCloseable {
  /** Who may do everything. */
  public static final String USER = "admin";

  /** With a character that a URL cannot have as it is. */
  public static final String PASSWORD = "s3cret@home";

  private final Path folder;
  private final Path programs;
  private final int port;
  private final List<String> settings;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable RealProcess server;

  private PostgreSql(Path folder, Path programs, int port, List<String> settings) {
    this.folder = folder;
    this.settings = settings;
    this.programs = programs;
    this.port = port;
  }

  /** Starts one. */
  public static PostgreSql start() throws IOException, InterruptedException {
    return start(Folders.create("slipway-postgresql"), List.of());
  }

  /** Starts one that can be spoken to with TLS. */
  public static PostgreSql start(Certificate certificate) throws IOException, InterruptedException {
    Path folder = Folders.create("slipway-postgresql");
    Path copy = Files.copy(certificate.certificate(), folder.resolve("certificate.pem"));
    Path key = Files.copy(certificate.key(), folder.resolve("key.pem"));
    return start(
        folder,
        List.of("-c", "ssl=on", "-c", "ssl_cert_file=" + copy, "-c", "ssl_key_file=" + key));
  }

  private static PostgreSql start(Path folder, List<String> settings)
      throws IOException, InterruptedException {
    PostgreSql started = new PostgreSql(folder, programs(), Ports.free(), settings);
    try {
      started.install();
      return started;
    } catch (IOException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  private void install() throws IOException, InterruptedException {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    if (Folders.isRoot()) {
      RealProcess.run(List.of("chown", "-R", "postgres:postgres", folder.toString()));
    }
    RealProcess.run(
        line(
            "initdb",
            "--pgdata=" + data(),
            "--username=" + USER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--no-sync"));
    startAgain();
  }

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.sorted().toList().getLast().resolve("bin");
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** It does not run as root. */
  private List<String> line(String program, String... arguments) {
    List<String> line = new ArrayList<>();
    if (Folders.isRoot()) {
      line.addAll(
          List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"));
      line.addAll(List.of("--pdeathsig", "KILL", "--"));
    }
    line.add(programs.resolve(program).toString());
    line.addAll(List.of(arguments));
    return line;
  }

  /** Ends it at once, with its processes. */
  public void kill() {
    server().close();
  }

  /** Starts it after that. */
  public void startAgain() throws IOException, InterruptedException {
    List<String> line =
        line(
            "postgres",
            "-D",
            data().toString(),
            "-k",
            folder.toString(),
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(port),
            "-F",
            // In its folder, where nothing is left of it when it is killed.
            "-c",
            "dynamic_shared_memory_type=mmap");
    line.addAll(settings);
    server = RealProcess.start(line, "ready to accept connections").awaitReady();
  }

  /** Stops it where it is: the machine takes connections for it, and it says nothing. */
  public void freeze() throws IOException, InterruptedException {
    server().freeze();
  }

  /** Lets it go on. */
  public void thaw() throws IOException, InterruptedException {
    server().thaw();
  }

  private RealProcess server() {
    return Objects.requireNonNull(server, "it was started");
  }

  /** The JDBC URL of a new, empty database, with the login in it. */
  public String newDatabase() throws SQLException {
    String name = "slipway" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(jdbc("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return jdbc(name);
  }

  private String jdbc(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(port, database, USER, PASSWORD.replace("@", "%40"));
  }

  /** The login of who may do everything. */
  public String url() {
    return "postgresql://"
        + USER
        + ":"
        + PASSWORD.replace("@", "%40")
        + "@127.0.0.1:"
        + port
        + "/postgres";
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    Folders.delete(folder);
  }
}
