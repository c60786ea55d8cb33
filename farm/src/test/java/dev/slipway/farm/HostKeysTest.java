package dev.slipway.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.farm.ssh.NewHosts;
import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class HostKeysTest {
  @TempDir private Path folder;

  private static Done copy(Field field) throws Exception {
    return field.run(Task.COPY_FILES_MASTER).getFirst();
  }

  @Test
  void anUnknownHostIsRefusedWithTheCommandThatAddsIt() throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.newHosts = NewHosts.REFUSE;
      int port = field.hosts.getFirst().port();
      String why = copy(field).failure().orElseThrow();
      assertThat(why)
          .contains("the host key of 127.0.0.1:" + port + " is not known", "ssh-ed25519 SHA256:")
          .contains("ssh-keyscan -t ed25519 -p " + port + " 127.0.0.1 >>")
          .contains("--accept-new-host-keys");
      assertThat(field.workdir("master")).doesNotExist();

      String command = why.lines().filter(l -> l.contains("ssh-keyscan")).findFirst().orElseThrow();
      Command.of("sh", "-c", command).run();
      assertThat(copy(field).ok()).isTrue();
    }
  }

  @Test
  void aHostThatIsAcceptedIsKnownFromThenOnAndAnotherKeyIsRefused() throws Exception {
    try (Field field = new Field(folder, 1)) {
      assertThat(copy(field).ok()).isTrue();
      assertThat(field.ssh.resolve("known_hosts"))
          .content()
          .startsWith("[127.0.0.1]:" + field.hosts.getFirst().port() + " ssh-ed25519 ");
      field.newHosts = NewHosts.REFUSE;
      assertThat(copy(field).ok()).isTrue();

      field.hosts.set(0, field.hosts.getFirst().installedAnew(field.publicKey()));
      field.newHosts = NewHosts.ADD;
      String why = copy(field).failure().orElseThrow();
      assertThat(why).contains("has changed; line 1 of known_hosts", "ssh-keygen -f");
      String command = why.lines().filter(l -> l.contains("ssh-keygen")).findFirst().orElseThrow();
      Command.of("sh", "-c", command).run();
      assertThat(copy(field).ok()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void oneKnownKeyOfAHostIsEnoughAlsoWhereItsNameIsHashed(String type) throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.newHosts = NewHosts.REFUSE;
      Path known = field.ssh.resolve("known_hosts");
      Files.writeString(known, "# mine\n" + field.hosts.getFirst().hostKey(type));
      assertThat(copy(field).ok()).isTrue();
      Command.of("ssh-keygen", "-q", "-H", "-f", known.toString()).run();
      assertThat(known).content().doesNotContain("127.0.0.1");
      assertThat(copy(field).ok()).isTrue();

      Files.writeString(known, "@revoked " + field.hosts.getFirst().hostKey(type));
      assertThat(copy(field).failure().orElseThrow()).contains("revoked");
    }
  }

  @Test
  void whoIsNotLetInLearnsHowTo() throws Exception {
    try (Field field = new Field(folder, 1)) {
      Files.delete(field.ssh.resolve("id_ed25519"));
      Files.delete(field.publicKey());
      Sshd.keygen("ed25519", field.ssh.resolve("id_ed25519"));
      Files.move(field.publicKey(), folder.resolve("elsewhere"));
      assertThat(copy(field).failure().orElseThrow())
          .contains("takes none of your keys", "ssh-copy-id -i ");
    }
  }
}
