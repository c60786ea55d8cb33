package dev.slipway.queue.webhook;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.Network;
import dev.slipway.queue.errand.Duty;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Errand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells a webhook of an event. */
public final class DeliverEvent implements Duty {
  static final String KIND = "webhook";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int WIDTH = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private final Webhooks webhooks;
  private final Builds builds;
  private final Settings settings;
  private final SSLSocketFactory tls;
  private final Clock clock;

  /**
   * How webhooks are told.
   *
   * @param pages the address of the service's pages
   * @param allowPrivate whether webhooks may be on this machine and in private networks
   * @param pace when a delivery that did not work is tried again
   */
  public record Settings(URI pages, boolean allowPrivate, Pace pace) {}

  /** Tells the webhooks of a database. */
  public DeliverEvent(Database database, Settings settings, SSLSocketFactory tls, Clock clock) {
    this.webhooks = new Webhooks(database, clock);
    this.builds = new Builds(database);
    this.settings = settings;
    this.tls = tls;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Pace pace() {
    return settings.pace();
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void perform(Errand errand) throws IOException, InterruptedException {
    Optional<Webhook> webhook = webhooks.get(Long.parseLong(errand.subject()));
    Optional<Build> build = errand.build().flatMap(builds::get);
    if (webhook.isEmpty() || build.isEmpty()) {
      throw new Hopeless("the webhook was removed");
    }
    JsonNode event = JSON.readTree(errand.body());
    byte[] body = body(build.get(), event);
    long seconds = clock.instant().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "slipway");
    headers.put("X-Slipway-Event", event.path("event").asString(""));
    headers.put("X-Slipway-Delivery", String.valueOf(errand.id()));
    headers.put("X-Slipway-Timestamp", String.valueOf(seconds));
    headers.put("X-Slipway-Signature-256", Signature.of(webhook.get().secret(), seconds, body));
    URI url = webhook.get().url();
    int status = new Post(address(url), url, tls, LIMIT).send(headers, body);
    if (status < 200 || status > 299) {
      throw new IOException("it answered with status " + status);
    }
  }

  /** The same for each attempt: only what does not change of a build is in it. */
  private byte[] body(Build build, JsonNode event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("build", build.id());
    fields.put("project", build.request().project());
    fields.put("name", build.request().name());
    fields.put("version", build.request().version());
    fields.put("architecture", build.request().architecture().debianName());
    fields.put("url", settings.pages().resolve("/builds/" + build.id()).toString());
    fields.put("event", event);
    return JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
  }

  /** Where a host is, which must be where webhooks may be. */
  private InetAddress address(URI url) throws IOException {
    List<InetAddress> addresses;
    try {
      addresses = List.of(InetAddress.getAllByName(url.getHost()));
    } catch (UnknownHostException e) {
      throw new IOException("there is no host `" + url.getHost() + "`", e);
    }
    if (!settings.allowPrivate() && !addresses.stream().allMatch(Network::isPublic)) {
      throw new Hopeless(
          "`"
              + url.getHost()
              + "` is on this machine or in a private network; an administrator can allow that"
              + " with `webhooks.allow-private`");
    }
    return addresses.getFirst();
  }
}
