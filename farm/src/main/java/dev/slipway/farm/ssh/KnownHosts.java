package dev.slipway.farm.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of hosts that the user trusts: OpenSSH's own file. */
final class KnownHosts {
  private static final Path OF_SYSTEM = Path.of("/etc/ssh/ssh_known_hosts");

  private final Path file;
  private final NewHosts newHosts;

  /** Those in the user's file, and those of the whole machine. */
  KnownHosts(Login login) {
    this.file = login.knownHosts();
    this.newHosts = login.newHosts();
  }

  /** The types of the keys that are known of a host; empty for an unknown host. */
  List<String> types(HostName host) throws IOException {
    return about(host).stream().map(KnownHost::type).distinct().toList();
  }

  /** Says why a host is not to be trusted that showed a key; empty where it is. */
  synchronized Optional<String> refuse(HostName host, HostKey key) throws IOException {
    List<KnownHost> known = about(host);
    List<KnownHost> same = known.stream().filter(k -> k.key().equals(key.base64())).toList();
    if (same.stream().anyMatch(KnownHost::revoked)) {
      return Optional.of("the key of " + host + " is revoked in " + file);
    }
    if (!same.isEmpty()) {
      return Optional.empty();
    }
    if (!known.isEmpty()) {
      return Optional.of(changed(host, key, known.getFirst()));
    }
    return switch (newHosts) {
      case REFUSE -> Optional.of(unknown(host, key));
      case TRUST -> Optional.empty();
      case ADD -> {
        add(host, key);
        yield Optional.empty();
      }
    };
  }

  private List<KnownHost> about(HostName host) throws IOException {
    List<KnownHost> found = new ArrayList<>();
    for (Path each : List.of(file, OF_SYSTEM)) {
      List<String> lines = Files.isReadable(each) ? Files.readAllLines(each) : List.of();
      for (int i = 0; i < lines.size(); i++) {
        KnownHost.parse(i + 1, lines.get(i))
            .filter(k -> k.isAbout(host.known()))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private void add(HostName host, HostKey key) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    byte[] old = Files.readAllBytes(file);
    boolean cut = old.length > 0 && old[old.length - 1] != '\n';
    Files.writeString(
        file,
        (cut ? "\n" : "") + host.known() + " " + key.type() + " " + key.base64() + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
  }

  private String unknown(HostName host, HostKey key) {
    return """
    the host key of %s is not known:
      %s %s
    compare it with `ssh-keygen -lf /etc/ssh/ssh_host_…_key.pub` there, then
      %s >>%s
    or trust what is seen first: --accept-new-host-keys\
    """
        .formatted(host, key.type(), key.fingerprint(), host.scan(key.type()), file);
  }

  private String changed(HostName host, HostKey key, KnownHost known) {
    return """
    the host key of %s has changed; line %d of known_hosts has another than
      %s %s
    somebody may be listening in; if the host was installed anew, forget its old key:
      ssh-keygen -f %s -R '%s'
    and run this again with --accept-new-host-keys\
    """
        .formatted(host, known.line(), key.type(), key.fingerprint(), file, host.known());
  }
}
