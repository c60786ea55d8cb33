package dev.slipway.build.image;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out of a tree what is one machine's own or of the build's making, so that every copy of the
 * image is a machine of its own, and the same packages give the same bytes. It changes the tree in
 * memory; the layers that it was read from stay as they are.
 */
final class SealTree {
  /** Folders that start empty on every machine. */
  private static final List<String> EMPTIED =
      List.of(
          "tmp",
          "var/tmp",
          "run",
          "proc",
          "sys",
          "dev",
          "var/lib/apt/lists",
          "var/cache/apt/archives",
          "var/cache/ldconfig",
          "var/lib/dhcp",
          "var/lib/systemd/timers",
          "root/.cache");

  private static final List<String> REMOVED =
      List.of(
          "var/lib/dbus/machine-id",
          "var/lib/systemd/random-seed",
          "var/lib/systemd/credential.secret",
          "var/lib/urandom/random-seed",
          "var/cache/apt/pkgcache.bin",
          "var/cache/apt/srcpkgcache.bin",
          "var/cache/debconf/config.dat-old",
          "var/cache/debconf/templates.dat-old",
          "var/lib/dpkg/status-old",
          "var/lib/dpkg/diversions-old",
          "var/lib/dpkg/statoverride-old",
          "var/lib/dpkg/available-old",
          "var/lib/dpkg/lock",
          "var/lib/dpkg/lock-frontend",
          "var/lib/dpkg/triggers/Lock",
          "etc/passwd-",
          "etc/group-",
          "etc/shadow-",
          "etc/gshadow-",
          "etc/subuid-",
          "etc/subgid-",
          "etc/.pwd.lock",
          "root/.bash_history",
          "root/.wget-hsts");

  private static final long LARGEST_KEY_STORE = 16 << 20;

  private final Directory root;
  private final long time;

  /**
   * Sealing a tree.
   *
   * @param time seconds since 1970; nothing in the image is younger
   */
  SealTree(Directory root, long time) {
    this.root = root;
    this.time = time;
  }

  void seal() throws IOException {
    EMPTIED.forEach(this::empty);
    REMOVED.forEach(this::remove);
    removeLogs(root.find("var/log"));
    removeHostKeys();
    removePolicy();
    datesOfJavaCertificates();
    put("etc/machine-id", "", 0444);
    devices();
    if (root.find("etc/resolv.conf").isEmpty()) {
      put("etc/resolv.conf", "", 0644);
    }
    clampTimes(root);
  }

  private void empty(String path) {
    if (root.find(path).orElse(null) instanceof Directory directory) {
      List.copyOf(directory.children().keySet()).forEach(directory::remove);
    }
  }

  private void remove(String path) {
    int slash = path.lastIndexOf('/');
    if (root.find(path.substring(0, slash)).orElse(null) instanceof Directory directory) {
      directory.remove(path.substring(slash + 1));
    }
  }

  private static void removeLogs(Optional<Node> node) {
    if (node.orElse(null) instanceof Directory directory) {
      for (Map.Entry<String, Node> child : Map.copyOf(directory.children()).entrySet()) {
        if (child.getValue() instanceof Directory below) {
          removeLogs(Optional.of(below));
        } else {
          directory.remove(child.getKey());
        }
      }
    }
  }

  private void removeHostKeys() {
    if (root.find("etc/ssh").orElse(null) instanceof Directory ssh) {
      for (String name : List.copyOf(ssh.children().keySet())) {
        if (name.startsWith("ssh_host_")) {
          ssh.remove(name);
        }
      }
    }
  }

  /** The build's own order that no service starts; another's stays. */
  private void removePolicy() {
    if (root.find("usr/sbin/policy-rc.d").orElse(null) instanceof RegularFile file
        && file.content().size() < 100) {
      remove("usr/sbin/policy-rc.d");
    }
  }

  private void datesOfJavaCertificates() throws IOException {
    if (root.find("etc/ssl/certs/java").orElse(null) instanceof Directory java
        && java.children().get("cacerts") instanceof RegularFile file
        && file.content().size() < LARGEST_KEY_STORE) {
      try (InputStream in = Channels.newInputStream(file.content().open())) {
        JavaCertificates.dated(in.readAllBytes(), time)
            .map(bytes -> new RegularFile(file.metadata(), new Content.Bytes(bytes)))
            .ifPresent(dated -> java.put("cacerts", dated));
      }
    }
  }

  /** What the kernel and init expect before a device file system is there. */
  private void devices() {
    Directory dev = root.directory("dev", Metadata.ofRoot(0755, time));
    dev.put("console", device(0600, 5, 1));
    dev.put("null", device(0666, 1, 3));
    dev.put("zero", device(0666, 1, 5));
    dev.put("tty", device(0666, 5, 0));
    dev.put("random", device(0666, 1, 8));
    dev.put("urandom", device(0666, 1, 9));
    for (String link : List.of("fd:/proc/self/fd", "stdin:fd/0", "stdout:fd/1", "stderr:fd/2")) {
      String[] parts = link.split(":");
      dev.put(parts[0], new Symlink(Metadata.ofRoot(0777, time), parts[1]));
    }
  }

  private Special device(int mode, int major, int minor) {
    return new Special(Metadata.ofRoot(mode, time), Special.Kind.CHARACTER_DEVICE, major, minor);
  }

  /** Puts a file of root's at a path, whose folders are made where they are missing. */
  void put(String path, String text, int mode) {
    int slash = path.lastIndexOf('/');
    root.directory(path.substring(0, slash), Metadata.ofRoot(0755, time))
        .put(
            path.substring(slash + 1),
            new RegularFile(
                Metadata.ofRoot(mode, time),
                new Content.Bytes(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** Folders change whenever something in them does, so theirs is the image's time, always. */
  private void clampTimes(Directory directory) {
    directory.setMetadata(directory.metadata().withMtime(time));
    for (Map.Entry<String, Node> child : Map.copyOf(directory.children()).entrySet()) {
      switch (child.getValue()) {
        case Directory below -> clampTimes(below);
        case RegularFile file when file.metadata().mtime() > time ->
            directory.put(child.getKey(), clamped(file));
        case Symlink link ->
            directory.put(
                child.getKey(), new Symlink(link.metadata().withMtime(time), link.target()));
        case Special special when special.metadata().mtime() > time ->
            directory.put(
                child.getKey(),
                new Special(
                    special.metadata().withMtime(time),
                    special.kind(),
                    special.major(),
                    special.minor()));
        case RegularFile _, Special _ -> {}
      }
    }
  }

  private final IdentityHashMap<RegularFile, RegularFile> clampedLinks = new IdentityHashMap<>();

  /** The same new file for each name of a hard link. */
  private RegularFile clamped(RegularFile file) {
    return clampedLinks.computeIfAbsent(
        file, f -> new RegularFile(f.metadata().withMtime(time), f.content()));
  }
}
