package dev.slipway.broker.s3;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.http.Answer;
import dev.slipway.broker.http.Api;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A Ceph object gateway's own API.
 *
 * <p>Source: Ceph documentation, "Admin Operations".
 */
final class Gateway implements AutoCloseable {
  private static final String NO_LIMIT = "-1";
  private static final long KIB = 1024;
  private static final String USER = "/admin/user";

  private final Api api;
  private final Signer signer;
  private final Signer.Key admin;

  Gateway(S3Config config, Clock clock) {
    this.api = new Api(config.gateway().uri(), config.gateway().trust());
    this.signer = new Signer(api, config.gateway().uri(), config.region(), clock);
    this.admin = new Signer.Key(config.gateway().user(), config.gateway().password());
  }

  /** A user, and its keys; empty where there is none. */
  Optional<JsonNode> user(String uid) throws BackendException {
    Answer answer = admin("GET", USER, Map.of("uid", uid)).expect(200, 404);
    return answer.status() == 404 ? Optional.empty() : Optional.of(answer.json());
  }

  /** Makes a user who may have one bucket, where it is not there. */
  void makeUser(String uid) throws BackendException {
    if (user(uid).isEmpty()) {
      admin(
              "PUT",
              USER,
              Map.of("uid", uid, "display-name", uid, "generate-key", "false", "max-buckets", "1"))
          .expect(200, 201);
    }
  }

  /** Lets nobody in as a user any more. */
  void suspend(String uid) throws BackendException {
    admin("POST", USER, Map.of("uid", uid, "suspended", "true")).expect(200, 404);
  }

  void removeUser(String uid) throws BackendException {
    admin("DELETE", USER, Map.of("uid", uid, "purge-data", "true")).expect(200, 404);
  }

  /** Makes a key; the gateway thinks of the secret, since it logs what it is asked. */
  Signer.Key makeKey(String uid, String access) throws BackendException {
    JsonNode keys =
        admin(
                "PUT",
                USER,
                Map.of("key", "", "uid", uid, "access-key", access, "generate-key", "true"))
            .expect(200, 201)
            .json();
    for (JsonNode each : keys) {
      if (each.path("access_key").asString("").equals(access)) {
        return new Signer.Key(access, each.path("secret_key").asString(""));
      }
    }
    throw new BackendException(Kind.REFUSED, "the object gateway made no key " + access);
  }

  /** Removes a key, where it is there. */
  void removeKey(String uid, String access) throws BackendException {
    Optional<JsonNode> user = user(uid);
    if (user.isPresent() && keys(user.get()).contains(access)) {
      admin("DELETE", USER, Map.of("key", "", "uid", uid, "access-key", access)).expect(200, 404);
    }
  }

  /** The access keys of a user. */
  static List<String> keys(JsonNode user) {
    return StreamSupport.stream(user.path("keys").spliterator(), false)
        .map(each -> each.path("access_key").asString(""))
        .toList();
  }

  /** Makes a bucket that is its maker's; one that is there already stays. */
  void makeBucket(Signer.Key owner, String bucket) throws BackendException {
    String path = "/" + bucket;
    // Making it again would count as one more.
    if (signer.send(owner, "HEAD", path, Map.of()).expect(200, 404).status() == 404) {
      signer.send(owner, "PUT", path, Map.of()).expect(200);
    }
  }

  void removeBucket(String bucket) throws BackendException {
    admin("DELETE", "/admin/bucket", Map.of("bucket", bucket, "purge-objects", "true"))
        .expect(200, 404);
  }

  /** Limits all that a user keeps; bytes are rounded up to whole KiB. */
  void limit(String uid, OptionalLong bytes, OptionalLong objects) throws BackendException {
    // As parameters: with signatures of version 4 it takes no content here.
    Map<String, String> quota = new HashMap<>(Map.of("quota", "", "uid", uid));
    quota.put("quota-type", "user");
    quota.put("enabled", String.valueOf(bytes.isPresent() || objects.isPresent()));
    quota.put(
        "max-size-kb",
        bytes.isPresent() ? String.valueOf(Math.ceilDiv(bytes.getAsLong(), KIB)) : NO_LIMIT);
    quota.put("max-objects", objects.isPresent() ? String.valueOf(objects.getAsLong()) : NO_LIMIT);
    admin("PUT", USER, quota).expect(200);
  }

  /** What a user keeps, counted anew. */
  JsonNode stats(String uid) throws BackendException {
    return admin("GET", USER, Map.of("uid", uid, "stats", "true", "sync", "true"))
        .expect(200)
        .json()
        .path("stats");
  }

  List<String> users() throws BackendException {
    JsonNode all = admin("GET", "/admin/metadata/user", Map.of()).expect(200).json();
    return StreamSupport.stream(all.spliterator(), false).map(JsonNode::asString).toList();
  }

  private Answer admin(String method, String path, Map<String, String> query)
      throws BackendException {
    return signer.send(admin, method, path, query);
  }

  @Override
  public void close() {
    api.close();
  }
}
