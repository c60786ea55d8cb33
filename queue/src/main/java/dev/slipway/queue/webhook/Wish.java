package dev.slipway.queue.webhook;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.Secret;
import dev.slipway.queue.event.Milestone;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What somebody wants a webhook to be. It is made only of values that can be. */
public record Wish(URI url, Secret secret, List<String> events, boolean active) {
  private static final int LONGEST_URL = 2_000;
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 200;

  /**
   * Looks at what somebody wants.
   *
   * @param events kinds of milestones; all of them where it is empty
   * @throws QueueException where a value cannot be
   */
  public static Wish of(String url, String secret, List<String> events, boolean active)
      throws QueueException {
    int length = secret.getBytes(StandardCharsets.UTF_8).length;
    if (length < SHORTEST_SECRET || length > LONGEST_SECRET) {
      throw invalid(
          "`secret` has %d bytes; give it %d to %d, or leave it out to have one made"
              .formatted(length, SHORTEST_SECRET, LONGEST_SECRET));
    }
    return new Wish(address(url), new Secret(secret), kinds(events), active);
  }

  private static List<String> kinds(List<String> events) throws QueueException {
    Set<String> unknown = new TreeSet<>(events);
    Milestone.KINDS.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw invalid(
          "`events` has `%s`; there are %s"
              .formatted(String.join("`, `", unknown), String.join(", ", Milestone.KINDS)));
    }
    return events.isEmpty()
        ? Milestone.KINDS
        : Milestone.KINDS.stream().filter(events::contains).toList();
  }

  private static URI address(String url) throws QueueException {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (url.length() > LONGEST_URL
          || !Set.of("http", "https").contains(scheme)
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawFragment() != null
          || uri.getPort() > 65_535) {
        throw new URISyntaxException(url, "no address of a webhook");
      }
      return URI.create(uri.toASCIIString());
    } catch (URISyntaxException e) {
      throw invalid(
          "`url` is no address of a webhook; write one as https://HOST/PATH, without a login");
    }
  }

  private static QueueException invalid(String message) {
    return new QueueException(Code.INVALID, message);
  }
}
