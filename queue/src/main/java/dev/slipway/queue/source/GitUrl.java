package dev.slipway.queue.source;

import dev.slipway.queue.Network;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A repository's address that was looked at.
 *
 * @param host lower case; empty for a file
 * @param address of the host, which is the one that is connected to; empty for a file
 */
record GitUrl(URI uri, String host, String address) {
  private static final Set<String> SCHEMES = Set.of("https", "ssh", "file");
  private static final int LONGEST = 2000;

  /**
   * Looks at one. The host's name is resolved here once, so that it cannot become another address
   * behind this check.
   *
   * @throws QueueException where it is none, or not one that definitions are got from
   */
  static GitUrl of(String url, GitAccess access) throws QueueException {
    URI uri = uri(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw refuse(url, "is not https:// or ssh://" + scpHint(url));
    }
    if (scheme.equals("file")) {
      if (!access.files() || uri.getPath() == null) {
        throw refuse(url, "is a file of the server's machine, which is not taken here");
      }
      return new GitUrl(uri, "", "");
    }
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || host.startsWith("-")) {
      throw refuse(url, "names no host");
    }
    if (uri.getUserInfo() != null && (scheme.equals("https") || uri.getUserInfo().contains(":"))) {
      throw new QueueException(
          Code.INVALID,
          "`git.url` has a credential in it; name one of the server's in `git.credential`");
    }
    return new GitUrl(uri, host, resolve(url, host, access));
  }

  private static URI uri(String url) throws QueueException {
    if (url.startsWith("-") || url.length() > LONGEST || url.chars().anyMatch(c -> c <= ' ')) {
      throw refuse(url, "is no URL");
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refuse(url, "is no URL" + scpHint(url));
    }
  }

  private static String scpHint(String url) {
    return url.matches("[^/:]+@[^/:]+:[^/].*")
        ? "; write ssh://" + url.replaceFirst(":", "/")
        : "; write one as https://HOST/PATH.git";
  }

  private static String resolve(String url, String host, GitAccess access) throws QueueException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new QueueException(
          Code.UNREACHABLE, "`" + url + "`: there is no host `" + host + "`", e);
    }
    if (!access.privateAddresses() && !Arrays.stream(all).allMatch(Network::isPublic)) {
      throw refuse(
          url,
          "leads to a private address; an administrator can allow that in the server's"
              + " configuration");
    }
    return all[0].getHostAddress().replaceFirst("%.*", "");
  }

  boolean isHttps() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  int port() {
    return uri.getPort() < 0 ? 443 : uri.getPort();
  }

  private static QueueException refuse(String url, String why) {
    String shown = url.length() > 200 ? url.substring(0, 200) + "…" : url;
    return new QueueException(
        Code.INVALID, "`git.url`: `" + shown.replaceAll("\\p{Cntrl}", "?") + "` " + why);
  }
}
