package dev.slipway.queue.staging;

import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which destinations there may be: those below the address of a credential that is configured, with
 * that credential. Nothing else is connected to, and no other folder is written to.
 */
final class Allowed {
  private static final Map<String, Integer> PORTS =
      Map.of("sftp", 22, "ftp", 21, "ftps", 21, "http", 80, "https", 443, "file", -1, "s3", -1);

  private final List<Credential> credentials;

  Allowed(List<Credential> credentials) {
    this.credentials = List.copyOf(credentials);
  }

  /** A destination that may be. The address ends in a slash. */
  record Target(URI url, Credential credential) {}

  Target find(Destination destination) throws QueueException {
    URI url = read(destination.url());
    Optional<String> name = destination.credential();
    if (name.isPresent()) {
      Credential named =
          credentials.stream()
              .filter(c -> c.name().equals(name.get()))
              .findFirst()
              .orElseThrow(
                  () -> invalid("there is no credential `%s`; %s".formatted(name.get(), known())));
      if (!isBelow(url, named.url())) {
        throw invalid(
            "credential `%s` is for what is below %s, not for %s"
                .formatted(named.name(), named.url(), url));
      }
      return new Target(url, named);
    }
    return credentials.stream()
        .filter(c -> c.isOpen() && isBelow(url, c.url()))
        .findFirst()
        .map(c -> new Target(url, c))
        .orElseThrow(() ->
            invalid("nothing is published to %s without a credential; %s".formatted(url, known())));
  }

  private String known() {
    return credentials.isEmpty()
        ? "an administrator can add one to the server's configuration, below `credentials`"
        : "there are "
            + String.join(
                ", ", credentials.stream().map(c -> "`" + c.name() + "` for " + c.url()).toList());
  }

  private static URI read(String text) throws QueueException {
    URI url;
    try {
      url = new URI(text.endsWith("/") ? text : text + "/");
    } catch (URISyntaxException e) {
      throw invalid("a destination cannot be read; write one as sftp://HOST/FOLDER/");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String path = url.getPath() == null ? "" : url.getPath();
    boolean odd =
        url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null;
    boolean host = scheme.equals("file") ? url.getHost() == null : url.getHost() != null;
    if (!PORTS.containsKey(scheme) || odd || !host || !isPlain(path)) {
      throw invalid(
          "a destination is file:///…, sftp://…, ftp://…, ftps://…, https://… or s3://…, without a"
              + " login, a query, or `.` and `..` in its path");
    }
    return url;
  }

  /** Looked at after decoding, so that nothing is hidden in per cent signs. */
  private static boolean isPlain(String path) {
    return path.startsWith("/")
        && path.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\')
        && List.of(path.split("/")).stream().noneMatch(s -> s.equals(".") || s.equals(".."))
        && !path.contains("//");
  }

  private static boolean isBelow(URI url, URI base) {
    String folder = base.getPath().endsWith("/") ? base.getPath() : base.getPath() + "/";
    return url.getScheme().equalsIgnoreCase(base.getScheme())
        && String.valueOf(url.getHost()).equalsIgnoreCase(String.valueOf(base.getHost()))
        && port(url) == port(base)
        && url.getPath().startsWith(folder);
  }

  private static int port(URI url) {
    int usual = PORTS.getOrDefault(url.getScheme().toLowerCase(Locale.ROOT), -1);
    return url.getPort() >= 0 ? url.getPort() : usual;
  }

  private static QueueException invalid(String message) {
    return new QueueException(Code.INVALID, message);
  }
}
