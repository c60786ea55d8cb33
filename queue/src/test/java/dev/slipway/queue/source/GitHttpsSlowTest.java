package dev.slipway.queue.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.Secret;
import dev.slipway.real.Certificate;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git's own server program behind Apache, by HTTPS, with a password. */
@Tag("slow")
final class GitHttpsSlowTest {
  private static final List<String> MODULES =
      List.of(
          "mpm_prefork",
          "authn_core",
          "authn_file",
          "authz_core",
          "authz_user",
          "auth_basic",
          "alias",
          "cgi",
          "env",
          "ssl");

  @TempDir Path root;
  private RealProcess server;
  private int port;
  private Certificate certificate;

  @BeforeEach
  void start() throws Exception {
    port = Ports.free();
    certificate = Certificate.make(root, "localhost");
    repository();
    String hash = Command.of("openssl", "passwd", "-apr1", "s3cret-token").lines().getFirst();
    Files.writeString(root.resolve("users"), "ann:" + hash + "\n");
    // Notes what everybody sees of the programs that run meanwhile.
    Path backend = root.resolve("backend");
    Files.writeString(
        backend,
        "#!/bin/sh\nps -eo args >>%s/seen/processes\nexec /usr/lib/git-core/git-http-backend\n"
            .formatted(root));
    Files.createDirectory(root.resolve("seen"));
    Command.of("chmod", "755", root.toString(), backend.toString()).run();
    if (System.getProperty("user.name").equals("root")) {
      Command.of("chown", "-R", "www-data:www-data", root.toString()).run();
    }
    Path config = Files.writeString(root.resolve("apache.conf"), configuration());
    server =
        RealProcess.start(
                List.of("/usr/sbin/apache2", "-DFOREGROUND", "-f", config.toString()),
                Map.of(),
                "resuming normal operations")
            .awaitReady();
  }

  private void repository() throws Exception {
    Path made = Files.createDirectories(root.resolve("repositories/web.git"));
    Files.writeString(made.resolve("slipway.yml"), "name: web\n");
    git(made, "init", "--quiet", "--initial-branch=main", ".");
    git(made, "add", "slipway.yml");
    git(
        made,
        "-c",
        "user.name=Ann",
        "-c",
        "user.email=a@example.org",
        "commit",
        "--quiet",
        "-m",
        "first");
  }

  private void git(Path folder, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    Command.of(line).in(folder).env("HOME", root.toString()).run();
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (String module : MODULES) {
      text.append(
          "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n".formatted(module, module));
    }
    return text
        + """
        ServerName localhost
        Listen 127.0.0.1:%d
        User www-data
        Group www-data
        PidFile %2$s/apache.pid
        ErrorLog /dev/stderr
        LogLevel notice
        SSLEngine on
        SSLCertificateFile %2$s/cert.pem
        SSLCertificateKeyFile %2$s/key.pem
        SetEnv GIT_PROJECT_ROOT %2$s/repositories
        SetEnv GIT_HTTP_EXPORT_ALL 1
        SetEnv GIT_CONFIG_COUNT 1
        SetEnv GIT_CONFIG_KEY_0 safe.directory
        SetEnv GIT_CONFIG_VALUE_0 *
        ScriptAlias / %2$s/backend/
        <Location />
            AuthType Basic
            AuthName repositories
            AuthUserFile %2$s/users
            Require valid-user
        </Location>
        """
            .formatted(port, root);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private GitAccess access(boolean privateAddresses, Optional<Path> trust, String secret) {
    return new GitAccess(
        false,
        privateAddresses,
        trust,
        Map.of("forge", new GitAccess.Credential.Password("localhost", "ann", new Secret(secret))));
  }

  private String fetch(GitAccess access, String credential) throws Exception {
    Path work = Files.createTempDirectory(root, "work-");
    Path tree = Files.createDirectory(root.resolve(work.getFileName() + "-tree"));
    Submission.Git git =
        new Submission.Git("https://localhost:" + port + "/web.git", "main", credential);
    new GitFetch(access, work).fetch(git, tree);
    return Files.readString(tree.resolve("slipway.yml"));
  }

  private void refused(GitAccess access, String credential, Code code, String why) {
    assertThatThrownBy(() -> fetch(access, credential))
        .isInstanceOfSatisfying(
            QueueException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(why)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aCredentialOpensARepositoryAndNobodySeesIt() throws Exception {
    Optional<Path> trust = Optional.of(certificate.certificate());
    assertThat(fetch(access(true, trust, "s3cret-token"), "forge")).isEqualTo("name: web\n");
    assertThat(Files.readString(root.resolve("seen/processes")))
        .contains("git --git-dir=repository")
        .contains("https://localhost:" + port + "/web.git")
        .doesNotContain("s3cret", "Basic ");
  }

  @Test
  void withoutTheRightOneItIsRefused() {
    Optional<Path> trust = Optional.of(certificate.certificate());
    refused(access(true, trust, "s3cret-other"), "forge", Code.UNREACHABLE, "cannot be fetched");
    refused(access(true, trust, "s3cret-token"), null, Code.UNREACHABLE, "cannot be fetched");
    refused(access(true, trust, "s3cret-token"), "frge", Code.INVALID, "no credential `frge`");
  }

  @Test
  void anAddressOfThisMachineIsRefusedUnlessTheServerAllowsIt() {
    GitAccess usual = access(false, Optional.of(certificate.certificate()), "s3cret-token");
    refused(usual, "forge", Code.INVALID, "leads to a private address");
    assertThat(root.resolve("seen/processes")).doesNotExist();
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() {
    refused(
        access(true, Optional.empty(), "s3cret-token"), "forge", Code.UNREACHABLE, "certificate");
    assertThat(root.resolve("seen/processes")).doesNotExist();
  }
}
