package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTreeTest {
  private static final long TIME = 1_700_000_000;
  private final Directory root = new Directory(Metadata.ofRoot(0755, TIME + 5));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tmp/x",
        "run/x",
        "var/tmp/x",
        "var/lib/apt/lists/x",
        "var/cache/apt/archives/x.deb",
        "var/log/dpkg.log",
        "var/log/apt/history.log",
        "etc/ssh/ssh_host_ed25519_key",
        "etc/ssh/ssh_host_rsa_key.pub",
        "var/lib/dbus/machine-id",
        "var/lib/systemd/random-seed",
        "etc/passwd-",
        "etc/.pwd.lock",
        "var/lib/dpkg/status-old",
        "root/.bash_history",
        "var/cache/apt/pkgcache.bin",
        "proc/x",
        "sys/x",
        "dev/sda"
      })
  void oneMachinesOwnIsTakenOut(String path) throws IOException {
    put(path, "x", TIME);
    seal();
    assertThat(root.find(path)).isEmpty();
    assertThat(root.find(path.substring(0, path.lastIndexOf('/')))).as("its folder").isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/passwd",
        "etc/ssh/sshd_config",
        "var/lib/dpkg/status",
        "opt/tmp/x",
        "usr/tmp/x",
        "etc/hostname",
        "usr/sbin/policy-rc.d.example"
      })
  void theRestStays(String path) throws IOException {
    put(path, "x", TIME);
    seal();
    assertThat(text(path)).isEqualTo("x");
  }

  @Test
  void everyCopyGetsAMachineIdOfItsOwn() throws IOException {
    put("etc/machine-id", "0123456789abcdef0123456789abcdef\n", TIME);
    seal();
    assertThat(text("etc/machine-id")).isEmpty();
  }

  @Test
  void noServicePolicyOfTheBuildStays() throws IOException {
    put("usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", TIME);
    seal();
    assertThat(root.find("usr/sbin/policy-rc.d")).isEmpty();
    put("usr/sbin/policy-rc.d", "#!/bin/sh\n# The user's own.\n" + "#".repeat(100), TIME);
    seal();
    assertThat(root.find("usr/sbin/policy-rc.d")).isPresent();
  }

  @Test
  void nothingIsYoungerThanTheImage() throws IOException {
    put("etc/old", "x", TIME - 1000);
    put("etc/young", "x", TIME + 1000);
    RegularFile linked =
        new RegularFile(Metadata.ofRoot(0644, TIME + 7), new Content.Bytes(new byte[1]));
    Directory etc = root.directory("etc", Metadata.ofRoot(0755, TIME));
    etc.put("a", linked);
    etc.put("b", linked);
    etc.put("link", new Symlink(Metadata.ofRoot(0777, 5), "a"));
    etc.setMetadata(etc.metadata().withMtime(3));
    seal();
    check(root);
    assertThat(find("etc/old").metadata().mtime()).isEqualTo(TIME - 1000);
    assertThat(find("etc/young").metadata().mtime()).isEqualTo(TIME);
    assertThat(find("etc").metadata().mtime()).as("folders' times are the build's").isEqualTo(TIME);
    assertThat(find("etc/a")).as("hard links stay hard links").isSameAs(find("etc/b"));
    assertThat(find("etc/link").metadata().mtime()).isEqualTo(TIME);
  }

  @Test
  void theFirstDevicesAreThere() throws IOException {
    seal();
    assertThat(find("dev/console"))
        .isInstanceOfSatisfying(
            Special.class,
            console -> {
              assertThat(console.kind()).isEqualTo(Special.Kind.CHARACTER_DEVICE);
              assertThat(console.major()).isEqualTo(5);
              assertThat(console.minor()).isEqualTo(1);
              assertThat(console.metadata().mode() & 0777).isEqualTo(0600);
            });
    assertThat(find("dev/null")).isInstanceOf(Special.class);
    assertThat(find("dev/fd"))
        .isInstanceOfSatisfying(
            Symlink.class, link -> assertThat(link.target()).isEqualTo("/proc/self/fd"));
  }

  private void seal() throws IOException {
    new SealTree(root, TIME).seal();
  }

  private static void check(Directory directory) {
    for (Map.Entry<String, Node> child : directory.children().entrySet()) {
      assertThat(child.getValue().metadata().mtime()).as(child.getKey()).isLessThanOrEqualTo(TIME);
      if (child.getValue() instanceof Directory below) {
        check(below);
      }
    }
  }

  private Node find(String path) {
    return root.find(path).orElseThrow();
  }

  private String text(String path) {
    Content content = ((RegularFile) find(path)).content();
    return new String(((Content.Bytes) content).bytes(), StandardCharsets.UTF_8);
  }

  private void put(String path, String text, long time) {
    int slash = path.lastIndexOf('/');
    root.directory(path.substring(0, slash), Metadata.ofRoot(0755, time))
        .put(
            path.substring(slash + 1),
            new RegularFile(
                Metadata.ofRoot(0644, time),
                new Content.Bytes(text.getBytes(StandardCharsets.UTF_8))));
  }
}
