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
import java.util.Map;
import java.util.Optional;

/** A Redis server of the distribution's package, with a port and a folder of its own. */
public final class Redis implements AutoCloseable {
  private static final String PASSWORD = "the-admin:/password";

  private final Path folder;
  private final int port;
  private final boolean users;
  private final Optional<Certificate> certificate;
  private RealProcess server;

  private Redis(Path folder, int port, boolean users, Optional<Certificate> certificate) {
    this.folder = folder;
    this.certificate = certificate;
    this.port = port;
    this.users = users;
  }

  /** Starts one that keeps users in a file. */
  public static Redis start() throws IOException, InterruptedException {
    return start(true, Optional.empty());
  }

  /** Starts one that is spoken to with TLS, and not without. */
  public static Redis start(Certificate certificate) throws IOException, InterruptedException {
    return start(true, Optional.of(certificate));
  }

  /** Starts one that forgets users when it ends. */
  public static Redis startWithoutUsersFile() throws IOException, InterruptedException {
    return start(false, Optional.empty());
  }

  private static Redis start(boolean users, Optional<Certificate> certificate)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-redis");
    Redis started = new Redis(folder, Ports.free(), users, certificate);
    Files.writeString(folder.resolve("users.acl"), "");
    started.startAgain();
    return started;
  }

  /** Ends it at once. */
  public void kill() {
    server.close();
  }

  /** Starts it after that; it has its users, but no keys. */
  public void startAgain() throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                certificate.isPresent() ? "--tls-port" : "--port",
                String.valueOf(port)));
    if (certificate.isPresent()) {
      line.addAll(List.of("--port", "0", "--tls-auth-clients", "no"));
      line.addAll(List.of("--tls-cert-file", certificate.get().certificate().toString()));
      line.addAll(List.of("--tls-key-file", certificate.get().key().toString()));
    }
    line.addAll(List.of("--dir", folder.toString(), "--save", ""));
    if (users) {
      line.addAll(List.of("--aclfile", folder.resolve("users.acl").toString()));
      Path file = folder.resolve("users.acl");
      if (Files.size(file) == 0) {
        Files.writeString(file, "user default on >" + PASSWORD + " ~* &* +@all\n");
      }
    } else {
      line.addAll(List.of("--requirepass", PASSWORD));
    }
    server = RealProcess.start(line, Map.of(), "Ready to accept connections").awaitReady();
  }

  /** Its administrator's address. */
  public String url() {
    return "redis://:" + PASSWORD.replace("/", "%2F").replace(":", "%3A") + "@127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String password() {
    return PASSWORD;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Folders.delete(folder);
  }
}
