package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import dev.slipway.queue.QueueException;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH with its own SFTP server. */
@Tag("slow")
class SftpPlaceSlowTest extends PlaceContract {
  @TempDir Path root;
  private RealProcess server;
  private URI url;
  private Path knownHosts;

  @Override
  Place open() throws Exception {
    start();
    return new SftpPlace(url, credential(Optional.of(knownHosts)));
  }

  private void start() throws Exception {
    Path run = Files.createDirectories(root.resolve("run"));
    keygen(run.resolve("host"));
    keygen(run.resolve("user"));
    int port = Ports.free();
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    List<String> line =
        new ArrayList<>(
            List.of("/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-p", String.valueOf(port)));
    for (String option :
        List.of(
            "HostKey=" + run.resolve("host"),
            "ListenAddress=127.0.0.1",
            "AuthorizedKeysFile=" + run.resolve("user.pub"),
            "StrictModes=no",
            "PidFile=none",
            "Subsystem=sftp internal-sftp",
            "PasswordAuthentication=no",
            "KbdInteractiveAuthentication=no")) {
      line.addAll(List.of("-o", option));
    }
    server = RealProcess.start(line, Map.of(), "Server listening").awaitReady();
    url = URI.create("sftp://127.0.0.1:" + port + folder() + "/");
    knownHosts = run.resolve("known_hosts");
    Files.writeString(
        knownHosts, "[127.0.0.1]:" + port + " " + Files.readString(run.resolve("host.pub")));
  }

  private static void keygen(Path file) throws Exception {
    Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()).run();
  }

  private Credential credential(Optional<Path> hostKeys) {
    return new Credential(
        "sftp",
        url,
        Optional.of(System.getProperty("user.name")),
        Optional.empty(),
        Optional.of(root.resolve("run/user")),
        hostKeys,
        Optional.empty(),
        Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  Path folder() {
    return root.resolve("images/daily");
  }

  @Test
  void givesNothingToAHostWithAnotherKey() throws Exception {
    keygen(root.resolve("run/other"));
    Path others = root.resolve("run/others");
    Files.writeString(
        others,
        "[127.0.0.1]:" + url.getPort() + " " + Files.readString(root.resolve("run/other.pub")));

    assertThatThrownBy(() -> new SftpPlace(url, credential(Optional.of(others))))
        .hasMessageContaining("Server key did not validate");
  }

  @Test
  void givesNothingToAHostThatNobodyKnows() throws Exception {
    Path none = Files.createFile(root.resolve("run/none"));

    assertThatThrownBy(() -> new SftpPlace(url, credential(Optional.of(none))))
        .hasMessageContaining("Server key did not validate");
    assertThatThrownBy(() -> new SftpPlace(url, credential(Optional.empty())))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("ssh-keyscan");
  }
}
