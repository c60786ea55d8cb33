package dev.slipway.context.guest;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of the context that is in the image: a POSIX shell script in {@code /usr/lib/slipway}
 * and the systemd units that run it. What it does is in docs/context.md.
 */
public final class GuestSide {
  private static final String SCRIPTS = "/usr/lib/slipway/";
  private static final String UNITS = "/usr/lib/systemd/system/";

  private static final List<String> PARTS =
      List.of(
          "apply.sh",
          "folder.sh",
          "grow.sh",
          "medium.sh",
          "network.sh",
          "report.sh",
          "resolv.sh",
          "scripts.sh");

  /** The units and, where something is to start them, the target that does; empty: nothing. */
  private static final Map<String, String> STARTED_BY =
      new TreeMap<>(
          Map.of(
              "slipway-context.service", "sysinit.target",
              "slipway-context-run.service", "multi-user.target",
              "slipway-context-test.service", "multi-user.target",
              "slipway-host-keys.service", "multi-user.target",
              "slipway-resolv.path", "multi-user.target",
              "slipway-resolv.service", ""));

  private GuestSide() {}

  /** All that is to be put into an image, sorted by path; folders on the way are 0755 of root's. */
  public static List<GuestFile> files() {
    List<GuestFile> files = new ArrayList<>();
    files.add(new GuestFile.Plain(SCRIPTS + "context", 0755, resource("context.sh")));
    for (String part : PARTS) {
      files.add(new GuestFile.Plain(SCRIPTS + part, 0644, resource(part)));
    }
    STARTED_BY.forEach((unit, target) -> {
      files.add(new GuestFile.Plain(UNITS + unit, 0644, resource(unit)));
      if (!target.isEmpty()) {
        String link = "/etc/systemd/system/" + target + ".wants/" + unit;
        files.add(new GuestFile.Link(link, UNITS + unit));
      }
    });
    files.sort(java.util.Comparator.comparing(GuestFile::path));
    return files;
  }

  /**
   * The file by which an image says that its instances always get a context: without one they wait
   * so long, and then report a failure, before they go on with DHCP.
   */
  public static GuestFile expecting(Duration wait) {
    String text = "context expected\nwait " + wait.toSeconds() + "\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new GuestFile.Plain("/etc/slipway/context", 0644, bytes);
  }

  /**
   * Debian packages without which the guest side cannot do all that it does, besides those that
   * every Debian system has.
   */
  public static List<String> packages() {
    return List.of("e2fsprogs", "fdisk", "iproute2", "mount", "passwd", "systemd-sysv", "udev");
  }

  /**
   * Puts {@link #files()} into an image's tree.
   *
   * @param root the image's root; a merged-/usr layout
   * @param mtime when they were last changed, seconds since 1970
   */
  public static void install(Directory root, long mtime) {
    for (GuestFile file : files()) {
      int slash = file.path().lastIndexOf('/');
      root.directory(file.path().substring(0, slash), Metadata.ofRoot(0755, mtime))
          .put(file.path().substring(slash + 1), node(file, mtime));
    }
  }

  private static Node node(GuestFile file, long mtime) {
    return switch (file) {
      case GuestFile.Plain(_, int mode, byte[] bytes) ->
          new RegularFile(Metadata.ofRoot(mode, mtime), new Content.Bytes(bytes));
      case GuestFile.Link(_, String target) -> new Symlink(Metadata.ofRoot(0777, mtime), target);
    };
  }

  private static byte[] resource(String name) {
    try (InputStream in = GuestSide.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the guest side's " + name + " is not in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the guest side's " + name + " cannot be read", e);
    }
  }
}
