package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindSecretsTest {
  private final Directory root = new Directory(Metadata.ofRoot(0755, 0));

  @ParameterizedTest
  @CsvSource({
    "etc/ssl/private/web.key, -----BEGIN PRIVATE KEY-----, a private key",
    "root/.ssh/id_rsa, -----BEGIN OPENSSH PRIVATE KEY-----, a private key",
    "opt/app/key.asc, -----BEGIN PGP PRIVATE KEY BLOCK-----, a private key",
    "home/me/.aws/credentials, aws_secret_access_key = abc, an AWS secret key",
    "srv/x, id AKIAABCDEFGHIJKLMNOP end, an AWS access key",
    "usr/local/bin/deploy, TOKEN=ghp_abcdefghijklmnopqrstuvwxyz0123456789, a GitHub token",
    "root/.netrc, machine example.org login me password x, a password",
    "etc/apt/sources.list, deb https://me:secret@mirror.example/ x main, a URL with a password",
  })
  void secretsAreFound(String path, String text, String what) throws Exception {
    put(path, "first line\n" + text + "\n");
    assertThat(FindSecrets.in(root)).containsExactly(new FindSecrets.Found("/" + path, what));
  }

  @ParameterizedTest
  @CsvSource({
    "etc/ssl/certs/web.pem, -----BEGIN CERTIFICATE-----",
    "root/.ssh/authorized_keys, ssh-ed25519 AAAAC3Nza me@example.org",
    "etc/apt/sources.list, deb https://mirror.example/debian x main",
    "usr/share/doc/example, -----BEGIN PRIVATE KEY-----",
    "etc/motd, see http://example.org/a:b@c",
  })
  void whatIsPublicIsNoSecret(String path, String text) throws Exception {
    put(path, text + "\n");
    assertThat(FindSecrets.in(root)).isEmpty();
  }

  @Test
  void programsThatKnowSuchWordsAreNoSecrets() throws Exception {
    put("usr/local/bin/tool", "\0ELF -----BEGIN PRIVATE KEY-----");
    put("etc/empty", "");
    assertThat(FindSecrets.in(root)).isEmpty();
  }

  private void put(String path, String text) {
    int slash = path.lastIndexOf('/');
    root.directory(path.substring(0, slash), Metadata.ofRoot(0755, 0))
        .put(
            path.substring(slash + 1),
            new RegularFile(
                Metadata.ofRoot(0644, 0),
                new Content.Bytes(text.getBytes(StandardCharsets.UTF_8))));
  }
}
