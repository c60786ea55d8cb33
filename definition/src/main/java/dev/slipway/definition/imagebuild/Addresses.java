package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is wrong with addresses. Credentials in them are not shown. */
final class Addresses {
  static final List<String> WEB = List.of("http", "https", "ftp", "file");
  static final List<String> PROXIES = List.of("http", "https", "ftp");
  static final List<String> STAGING = List.of("file", "ftp", "sftp", "http", "https", "s3");

  /** Signs of these files' addresses that strict URIs do not have. */
  private static final Pattern LOOSE = Pattern.compile("[$;{}|^]");

  private Addresses() {}

  static Optional<String> mistake(Address address, List<String> schemes) {
    String text = address.text();
    int end = text.indexOf("://");
    String scheme = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    String shown = Quoted.of(address.toString());
    if (!schemes.contains(scheme)) {
      String known = String.join("://, ", schemes) + "://";
      return Optional.of(
          shown + " does not begin with one of " + known + Nearest.hint(scheme, schemes));
    }
    try {
      URI uri = new URI(LOOSE.matcher(text).replaceAll("x"));
      boolean file = scheme.equals("file");
      if (file && !text.startsWith("file:///")) {
        return Optional.of(shown + " is not a file address: file:///srv/images");
      }
      if (!file && (uri.getRawAuthority() == null || uri.getRawAuthority().endsWith("@"))) {
        return Optional.of(shown + " names no host");
      }
      return Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of(shown + " is not an address: " + e.getReason());
    }
  }
}
