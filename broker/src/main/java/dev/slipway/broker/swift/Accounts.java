package dev.slipway.broker.swift;

import dev.slipway.broker.address.Trust;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.http.Answer;
import dev.slipway.broker.http.Api;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.OptionalLong;

/** Swift's accounts, as a reseller's administrator has them. */
final class Accounts implements AutoCloseable {
  private final Api api;

  Accounts(Trust trust) {
    this.api = new Api(URI.create(""), trust);
  }

  /** Makes an account where it is not there, and limits its bytes. */
  void limit(Session session, String project, OptionalLong bytes) throws BackendException {
    // An empty value takes the limit away.
    String most = bytes.isPresent() ? String.valueOf(bytes.getAsLong()) : "";
    send(request(session, project)
            .header("X-Account-Meta-Quota-Bytes", most)
            .POST(BodyPublishers.noBody()))
        .expect(200, 201, 202, 204);
  }

  /** What an account keeps; it is counted now and then. */
  Map<String, Long> usage(Session session, String project) throws BackendException {
    // Not HEAD: Swift's answer to that has a length and no content, which Java's client refuses.
    Answer answer = send(request(session, project + "?format=json&limit=1")).expect(200, 404);
    if (answer.status() == 404) {
      return Map.of(Limits.STORAGE, 0L, Limits.OBJECTS, 0L);
    }
    return Map.of(
        Limits.STORAGE,
        answer.headers().firstValueAsLong("X-Account-Bytes-Used").orElse(0),
        Limits.OBJECTS,
        answer.headers().firstValueAsLong("X-Account-Object-Count").orElse(0));
  }

  /** Removes an account; Swift removes what is in it by and by. */
  void remove(Session session, String project) throws BackendException {
    Answer answer = send(request(session, project).DELETE());
    if (answer.status() == 405) {
      throw new BackendException(
          Kind.REFUSED,
          session.storage()
              + "…: it removes no accounts: set `allow_account_management = true` in"
              + " proxy-server.conf");
    }
    answer.expect(200, 202, 204, 404, 410);
  }

  /** Fails where Swift would not refuse what is over a quota. */
  void check(Session session) throws BackendException {
    URI info = URI.create(session.storage()).resolve("/info");
    if (!send(HttpRequest.newBuilder(info)).expect(200).json().has("account_quotas")) {
      throw new BackendException(
          Kind.REFUSED,
          info
              + ": there are no quotas: put `account-quotas` into the pipeline of"
              + " proxy-server.conf, behind authentication");
    }
  }

  private HttpRequest.Builder request(Session session, String project) {
    return HttpRequest.newBuilder(URI.create(session.storage() + project))
        .header("X-Auth-Token", session.token());
  }

  private Answer send(HttpRequest.Builder request) throws BackendException {
    return api.send(request.timeout(Api.CALL).build());
  }

  @Override
  public void close() {
    api.close();
  }
}
