package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Addresses of package mirrors. */
final class Mirrors {
  private static final int LONGEST = 1000;

  private Mirrors() {}

  /** An http, https or file address, without a slash at its end. */
  static URI read(Value value) throws Mistake {
    String text = Forms.text(value);
    if (text.contains("@")) {
      // Not shown: what stands before the @ may be a password.
      throw new Mistake("an address with credentials does not do: they would get into the image");
    }
    URI uri = parse(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web && !scheme.equals("file")) {
      throw new Mistake(
          Quoted.of(text) + " is not an http, https or file address: http://deb.debian.org/debian");
    }
    if (web && (uri.getHost() == null || uri.getHost().isEmpty())) {
      throw new Mistake(Quoted.of(text) + " names no host: http://deb.debian.org/debian");
    }
    if (!web && (uri.getPath() == null || !text.startsWith("file:///"))) {
      throw new Mistake(Quoted.of(text) + " is not a file address: file:///srv/debian");
    }
    if (uri.getQuery() != null || uri.getFragment() != null) {
      throw new Mistake(Quoted.of(text) + " has a `?` or `#`; a mirror's address has none");
    }
    return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : uri;
  }

  /** Another mirror, or {@code false} for none. */
  static Optional<URI> readOrFalse(Value value) throws Mistake {
    if (value instanceof Value.Scalar scalar && !scalar.quoted()) {
      Optional<Boolean> flag = CoreSchema.flag(scalar.written());
      if (flag.isPresent() && flag.get()) {
        throw new Mistake("`true` says not where; give an address, or leave it out for Debian's");
      }
      if (flag.isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(read(value));
  }

  private static URI parse(String text) throws Mistake {
    if (text.length() > LONGEST) {
      throw new Mistake("is longer than " + LONGEST + " characters");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Mistake(
          Quoted.of(text)
              + " is not an address ("
              + e.getReason()
              + "): http://deb.debian.org/debian");
    }
  }
}
