package dev.slipway.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContextCommandsTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGUkxPx1mN7V1mUa2V4K3I4ZqY0m0v8V5qGmB1a2c3d4 me";

  @TempDir private Path folder;

  @BeforeEach
  void writeSources() throws Exception {
    Files.writeString(folder.resolve("key.pub"), KEY + "\n");
    Files.writeString(folder.resolve("setup.sh"), "#!/bin/sh\necho hello\n");
    Path web = Files.createDirectories(folder.resolve("web"));
    Files.writeString(web.resolve("post-install"), "#!/bin/sh\necho web\n");
  }

  private Invocation run(String... arguments) {
    return Invocation.of(folder, arguments);
  }

  @Test
  void aMediumOfAFolderHoldsItsFilesForItsOwnerOnly() throws Exception {
    Invocation made = run("context", "create", "web", "-o", "web.iso");
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).startsWith("web.iso: slipway medium, instance-id web-");
    Path iso = folder.resolve("web.iso");
    assertThat(Tool.run("isoinfo", "-R", "-f", "-i", iso)).contains("/post-install");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(iso)))
        .isEqualTo("rw-------");
    Invocation shown = run("context", "show", "web.iso");
    assertThat(shown.status()).isZero();
    assertThat(shown.out()).contains("form slipway").contains("post-install 19 bytes");
  }

  @Test
  void flagsAloneAreEnough() {
    Invocation made =
        run("context", "create", "--hostname=web1", "--ssh-key=key.pub", "--post-install=setup.sh");
    assertThat(made.status()).as(made.err()).isZero();
    Invocation shown = run("context", "show", "context.iso");
    assertThat(shown.out()).contains("hostname web1").contains("post-install 21 bytes");
  }

  @Test
  void flagsComeOnTopOfTheSource() throws Exception {
    Files.writeString(
        folder.resolve("context.yml"), "hostname: old\nssh-keys:\n  - " + KEY + " too\n");
    Invocation made =
        run("context", "create", "context.yml", "--hostname", "new", "--ssh-key", "key.pub");
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(run("context", "show", "context.iso").out()).contains("hostname new");
    String root =
        Tool.run("isoinfo", "-R", "-x", "/slipway/users/001", "-i", folder.resolve("context.iso"));
    assertThat(root.lines()).containsExactly("name root", "key " + KEY + " too", "key " + KEY);
  }

  @Test
  void theSameContextGivesTheSameBytes() throws Exception {
    run("context", "create", "web", "-o", "one.iso", "--hostname", "web1");
    run("context", "create", "web", "-o", "two.iso", "--hostname", "web1");
    assertThat(folder.resolve("one.iso")).hasSameBinaryContentAs(folder.resolve("two.iso"));
  }

  @Test
  void cloudInitsFormsHaveTheirLabels() throws Exception {
    for (String[] each : new String[][] {{"nocloud", "cidata"}, {"configdrive", "config-2"}}) {
      Invocation made =
          run("context", "create", "--hostname", "a", "--format", each[0], "-o", "seed.iso");
      assertThat(made.status()).as(made.err()).isZero();
      assertThat(Tool.run("isoinfo", "-d", "-i", folder.resolve("seed.iso")))
          .contains("Volume id: " + each[1]);
      assertThat(run("context", "show", "--json", "seed.iso").out())
          .contains("\"form\" : \"" + each[0] + "\"");
    }
  }

  @Test
  void allMistakesAreToldAtOnce() {
    Invocation run =
        run("context", "create", "--hostname=a b", "--instance-id=x/y", "--ssh-key=no.pub");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--hostname: error: `a b` is not a host name")
        .contains("--instance-id: error: `x/y` is not an instance id")
        .contains("no.pub: error: cannot be read")
        .contains("there are 3 mistakes in the context");
    assertThat(folder.resolve("context.iso")).doesNotExist();
  }

  @Test
  void mistakesInAFileHaveTheirPlace() throws Exception {
    Files.writeString(folder.resolve("context.yml"), "hostnme: web1\n");
    Invocation run = run("context", "create", "context.yml");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("context.yml:1:1: error: ").contains("did you mean `hostname`");
  }

  @Test
  void aPrivateKeyIsNeverTakenForAPublicOne() throws Exception {
    Files.writeString(folder.resolve("key"), "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n");
    Invocation run = run("context", "create", "--ssh-key", "key");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("is no public key")
        .contains("there is a mistake")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void nothingToSayIsWrongUse() {
    assertThat(run("context", "create").err()).contains("give a SOURCE");
    assertThat(run("context", "create", "web", "--format", "vfat").status()).isEqualTo(2);
    assertThat(run("context", "create", "web", "-o", "none/a.iso").err())
        .contains("no such folder");
    Invocation shown = run("context", "show", "key.pub");
    assertThat(shown.status()).isEqualTo(1);
    assertThat(shown.err()).contains("key.pub");
  }
}
