package dev.slipway.cli.doctor;

import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether builds can have namespaces of their own: seen by making some. */
final class Namespaces {
  /** Debian's users and groups have ids below this. */
  private static final long IDS = 65_536;

  private Namespaces() {}

  static Finding ofRoot(Host host) throws InterruptedException {
    return tried(
        host,
        List.of("--mount", "--pid", "--fork", "--net"),
        "run Slipway on the machine itself or in a privileged container");
  }

  static Finding ofOrdinaryUser(Host host) throws IOException, InterruptedException {
    List<String> namespaces =
        new ArrayList<>(List.of("--user", "--map-root-user", "--mount", "--pid", "--fork"));
    // Where ids are missing that is told elsewhere, and is not the namespaces' fault.
    if (host.find("newuidmap").isPresent()
        && ids(host, "subuid").there()
        && ids(host, "subgid").there()) {
      namespaces.add("--map-auto");
    }
    return tried(
        host,
        namespaces,
        "allow them: sudo sysctl kernel.unprivileged_userns_clone=1"
            + " kernel.apparmor_restrict_unprivileged_userns=0, those of the two that there are");
  }

  private static Finding tried(Host host, List<String> namespaces, String remedy)
      throws InterruptedException {
    if (host.find("unshare").isEmpty()) {
      return Finding.wrong("namespaces cannot be tried without unshare");
    }
    List<String> line = new ArrayList<>(List.of("unshare"));
    line.addAll(namespaces);
    line.addAll(List.of("--", "true"));
    try {
      host.run(new ArrayList<>(), line.toArray(new String[0]));
      return Finding.there("");
    } catch (CommandFailed e) {
      String why = e.lastLines().isEmpty() ? e.getMessage() : e.lastLines().getLast();
      return Finding.wrong(why + "; " + remedy);
    }
  }

  /**
   * Whether the user has ids for the users of an image.
   *
   * @param name {@code subuid} or {@code subgid}
   */
  static Finding ids(Host host, String name) throws IOException {
    Path file = host.file("/etc/" + name);
    if (Files.isReadable(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(":", -1);
        boolean own = fields[0].equals(host.user()) || fields[0].equals(Long.toString(host.uid()));
        if (own
            && fields.length == 3
            && fields[2].matches("[0-9]{1,10}")
            && Long.parseLong(fields[2]) >= IDS) {
          return Finding.there("");
        }
      }
    }
    return Finding.wrong(
        "%s has no %d ids in /etc/%s; give some: sudo usermod --add-%ss 100000-165535 %s"
            .formatted(host.user(), IDS, name, name, host.user()));
  }
}
