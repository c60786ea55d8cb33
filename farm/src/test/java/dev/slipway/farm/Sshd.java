package dev.slipway.farm;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's own sshd as a host of its own: a port, host keys, and who may log in. */
final class Sshd implements AutoCloseable {
  private final int port;
  private final Path folder;
  private final Process process;

  private Sshd(int port, Path folder, Process process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /** Starts one that the owner of a key may log in to. */
  static Sshd start(Path folder, Path publicKey) throws Exception {
    Files.createDirectories(folder);
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      keygen(type, folder.resolve("host_" + type));
    }
    return start(folder, publicKey, freePort());
  }

  /** The same host after it was installed anew: on its port, with other keys. */
  Sshd installedAnew(Path publicKey) throws Exception {
    close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      keygen(type, folder.resolve("host_" + type));
    }
    return start(folder, publicKey, port);
  }

  private static Sshd start(Path folder, Path publicKey, int port) throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    List<String> line =
        new ArrayList<>(List.of("/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-p", "" + port));
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      line.addAll(List.of("-h", folder.resolve("host_" + type).toString()));
    }
    for (String option :
        List.of(
            "ListenAddress=127.0.0.1",
            "AuthorizedKeysFile=" + publicKey,
            "StrictModes=no",
            "PidFile=none",
            "MaxStartups=100",
            "PasswordAuthentication=no",
            "KbdInteractiveAuthentication=no")) {
      line.addAll(List.of("-o", option));
    }
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    BufferedReader log = process.inputReader();
    String said = log.readLine();
    while (said != null && !said.startsWith("Server listening")) {
      said = log.readLine();
    }
    if (said == null) {
      throw new IOException("sshd did not start");
    }
    Thread.ofVirtual().start(() -> log.lines().forEach(l -> {}));
    return new Sshd(port, folder, process);
  }

  static void keygen(String type, Path file) throws Exception {
    String bits = type.equals("rsa") ? "2048" : "256";
    Command.of("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", file.toString()).run();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** As deploy.conf names it. */
  String address() {
    return System.getProperty("user.name") + "@127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** The public key that it has of a type, in the form of known_hosts. */
  String hostKey(String type) throws IOException {
    return "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_" + type + ".pub"));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
