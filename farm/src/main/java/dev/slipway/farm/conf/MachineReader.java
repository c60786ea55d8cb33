package dev.slipway.farm.conf;

import dev.slipway.farm.conf.Master.Listen;
import dev.slipway.farm.ssh.Address;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is said of one host. */
final class MachineReader {
  private static final Pattern WORKDIR = Pattern.compile("(/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+");
  private static final Pattern LISTEN =
      Pattern.compile("(?:\\[?([0-9A-Fa-f:.]+|[a-z0-9.-]+)]?:)?([1-9][0-9]{0,4})");
  private static final int PORT = 5000;

  private final Path folder;

  /** Relative paths start in a folder. */
  MachineReader(Path folder) {
    this.folder = folder;
  }

  Optional<Master> master(Section section) {
    Optional<Address> address =
        section.read(section.need("host"), Address::parse, "is not user@host or user@host:port");
    Optional<Site> site = site(section);
    Optional<Listen> listen =
        section.read(
            section.take("listen"), MachineReader::listen, "is not a port or address:port");
    Optional<String> url =
        section.read(section.take("url"), MachineReader::url, "is not an http or https URL");
    section.close();
    if (address.isEmpty() || site.isEmpty()) {
      return Optional.empty();
    }
    Listen where = listen.orElseGet(() -> defaultListen(address.get()));
    return Optional.of(
        new Master(
            address.get(),
            site.get(),
            where,
            url.orElseGet(() -> "http://" + address.get().urlHost() + ":" + where.port())));
  }

  Optional<Site> site(Section section) {
    Optional<String> workdir =
        section.read(
            section.need("workdir"),
            v -> Optional.of(v).filter(w -> WORKDIR.matcher(w).matches()),
            "is not an absolute path of letters, digits and . _ + -");
    Optional<Init> init =
        section.read(section.take("init"), MachineReader::init, "is neither systemd nor none");
    Optional<Path> jdk =
        section.read(section.take("jdk"), this::jdk, "is no JDK's folder or tar on this machine");
    return workdir.map(w -> new Site(w, init.orElse(Init.SYSTEMD), jdk));
  }

  /** Where only this machine can reach it, it need not listen to others. */
  private static Listen defaultListen(Address address) {
    return new Listen(address.isLoopback() ? "127.0.0.1" : "0.0.0.0", PORT);
  }

  private static Optional<Listen> listen(String text) {
    Matcher found = LISTEN.matcher(text);
    if (!found.matches() || Integer.parseInt(found.group(2)) > 65535) {
      return Optional.empty();
    }
    String address = Optional.ofNullable(found.group(1)).orElse("0.0.0.0");
    return Optional.of(new Listen(address, Integer.parseInt(found.group(2))));
  }

  private static Optional<String> url(String text) {
    return Optional.of(text)
        .filter(t -> t.matches("https?://[A-Za-z0-9.:\\[\\]/_-]+"))
        .filter(t -> URI.create(t).getHost() != null);
  }

  private static Optional<Init> init(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "systemd" -> Optional.of(Init.SYSTEMD);
      case "none" -> Optional.of(Init.NONE);
      default -> Optional.empty();
    };
  }

  private Optional<Path> jdk(String text) {
    Path path = folder.resolve(text);
    boolean there =
        Files.isRegularFile(path) || Files.isExecutable(path.resolve("bin").resolve("javac"));
    return Optional.of(path).filter(_ -> there);
  }
}
