package dev.slipway.server.consequence;

import dev.slipway.definition.source.Quoted;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.webhook.Webhook;
import dev.slipway.queue.webhook.Webhooks;
import dev.slipway.queue.webhook.Wish;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Webhooks, as somebody may see and change them. */
public final class WebhookChanges {
  private static final int DELIVERIES = 100;

  private final Webhooks webhooks;
  private final Audit audit;
  private final SecureRandom random;

  /** Changes of a service's webhooks. */
  public WebhookChanges(Webhooks webhooks, Audit audit, SecureRandom random) {
    this.webhooks = webhooks;
    this.audit = audit;
    this.random = random;
  }

  /**
   * A webhook that somebody wants.
   *
   * @param secret one is made where it is empty
   * @param events all where there is none
   */
  public record NewWebhook(
      String project, String url, Optional<String> secret, List<String> events, boolean active) {
    /** It has a secret. */
    @Override
    public String toString() {
      return "a webhook of " + project;
    }
  }

  /** What is to be another; what is empty stays as it is. */
  public record Change(
      Optional<String> url,
      Optional<String> secret,
      Optional<List<String>> events,
      Optional<Boolean> active) {
    /** Tells a webhook something from now on, or nothing. */
    public static Change active(boolean active) {
      return new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(active));
    }

    /** It may have a secret. */
    @Override
    public String toString() {
      return "a change of a webhook";
    }
  }

  /**
   * A webhook that is new.
   *
   * @param secret that was made for it, and is told nowhere else
   */
  public record Made(Webhook webhook, Optional<String> secret) {
    @Override
    public String toString() {
      return "webhook " + webhook.id();
    }
  }

  /** Those that somebody may see, by id. */
  public List<Webhook> visible(Caller caller) {
    return webhooks.all().stream().filter(w -> caller.sees(w.project())).toList();
  }

  /** The webhook of a number, where its caller may see it. */
  public Webhook visible(Caller caller, String id) throws QueueException {
    Optional<Webhook> found =
        id.matches("[0-9]{1,18}") ? webhooks.get(Long.parseLong(id)) : Optional.empty();
    return found
        .filter(w -> caller.sees(w.project()))
        .orElseThrow(
            () -> new QueueException(Code.UNKNOWN, "there is no webhook " + Quoted.of(id)));
  }

  /**
   * Adds one.
   *
   * @throws QueueException where the caller may not, or it cannot be
   */
  public Made add(Caller caller, NewWebhook wanted) throws QueueException {
    caller.mayWrite(wanted.project());
    Optional<String> made = wanted.secret().isEmpty() ? Optional.of(secret()) : Optional.empty();
    String secret = wanted.secret().or(() -> made).orElseThrow();
    Wish wish = Wish.of(wanted.url(), secret, wanted.events(), wanted.active());
    Webhook added = webhooks.add(wanted.project(), wish);
    note(caller, "webhook added", added);
    return new Made(added, made);
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Changes one, as {@link #add} adds it. */
  public Webhook change(Caller caller, Webhook old, Change change) throws QueueException {
    caller.mayWrite(old.project());
    Wish wish =
        Wish.of(
            change.url().orElseGet(() -> old.url().toString()),
            change.secret().orElseGet(() -> old.secret().text()),
            change.events().orElseGet(old::events),
            change.active().orElseGet(old::active));
    Webhook changed = webhooks.change(old.id(), wish);
    note(caller, "webhook changed", changed);
    return changed;
  }

  /** Removes one, where the caller may. */
  public void remove(Caller caller, Webhook old) throws QueueException {
    caller.mayWrite(old.project());
    webhooks.remove(old.id());
    note(caller, "webhook removed", old);
  }

  /** What a webhook was told, or is to be told, the newest first. */
  public List<Errand> deliveries(Webhook webhook) {
    return webhooks.deliveries(webhook.id(), DELIVERIES);
  }

  /** A path may be as good as a password there, so only the host is noted. */
  private void note(Caller caller, String action, Webhook webhook) {
    audit.note(caller, action, String.valueOf(webhook.id()), webhook.url().getHost());
  }
}
