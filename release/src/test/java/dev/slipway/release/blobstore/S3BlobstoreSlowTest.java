package dev.slipway.release.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.real.ObjectGateway;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real object gateway. */
@Tag("slow")
class S3BlobstoreSlowTest extends BlobstoreContract {
  private static ObjectGateway server;
  private static Blobstore store;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = ObjectGateway.start();
    makeBucket("redis-blobs", "public-read");
    store = store(Map.of("folder_name", "releases/redis"));
  }

  @AfterAll
  static void end() throws Exception {
    store.close();
    server.close();
  }

  private static void makeBucket(String name, String rights) throws Exception {
    URI bucket = URI.create("http://127.0.0.1:" + server.port() + "/" + name);
    Signer signer =
        new Signer(
            Optional.of(new Key(server.accessKey(), server.secretKey(), Optional.empty())),
            "us-east-1",
            Clock.systemUTC());
    try (Http http = new Http("the gateway", ProxySelector.of(null), null)) {
      int made =
          http.status(
              "PUT",
              bucket,
              request ->
                  signer.sign(
                      request,
                      "PUT",
                      bucket,
                      Map.of("x-amz-acl", rights),
                      InputStream::nullInputStream));
      assertThat(made).isEqualTo(200);
    }
  }

  private static Blobstore store(Map<String, String> more) throws Exception {
    return store(more, Map.of());
  }

  private static Blobstore store(Map<String, String> more, Map<String, String> environment)
      throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("bucket_name", "redis-blobs");
    options.put("host", "127.0.0.1");
    options.put("port", String.valueOf(server.port()));
    options.put("use_ssl", "false");
    options.put("access_key_id", server.accessKey());
    options.put("secret_access_key", server.secretKey());
    options.putAll(more);
    options.values().removeIf(String::isEmpty);
    S3Config config = S3Config.of(new Options(options, environment));
    return new S3Blobstore(
        config,
        new Http("the blob store " + config.folder(), ProxySelector.of(null), null),
        new Signer(config.key(), config.region(), Clock.systemUTC()));
  }

  @Override
  Blobstore store() {
    return store;
  }

  @Test
  void whatEverybodyMayReadIsReadWithoutAKeyButNotWritten() throws Exception {
    String id = UUID.randomUUID().toString();
    Path file = Files.writeString(folder.resolve("file"), "for everybody");
    try (Blobstore own = store(Map.of("folder_name", ""));
        Blobstore anonymous =
            store(Map.of("folder_name", "", "access_key_id", "", "secret_access_key", ""))) {
      own.put(id, file);
      // The gateway lets everybody list; that an object may be read is said for each.
      makeReadable(id);
      Path got = folder.resolve("got");
      anonymous.get(id, got, 100, n -> {});
      assertThat(got).hasContent("for everybody");
      assertThatThrownBy(() -> anonymous.put(id, file))
          .hasMessageContaining("without a key")
          .hasMessageContaining("config/private.yml");
    }
  }

  private void makeReadable(String id) throws Exception {
    URI acl = URI.create("http://127.0.0.1:" + server.port() + "/redis-blobs/" + id + "?acl");
    Signer signer =
        new Signer(
            Optional.of(new Key(server.accessKey(), server.secretKey(), Optional.empty())),
            "us-east-1",
            Clock.systemUTC());
    try (Http http = new Http("the gateway", ProxySelector.of(null), null)) {
      int changed =
          http.status(
              "PUT",
              acl,
              request ->
                  signer.sign(
                      request,
                      "PUT",
                      acl,
                      Map.of("x-amz-acl", "public-read"),
                      InputStream::nullInputStream));
      assertThat(changed).isEqualTo(200);
    }
  }

  @Test
  void keysComeFromTheEnvironmentToo() throws Exception {
    Map<String, String> none = Map.of("access_key_id", "", "secret_access_key", "");
    Map<String, String> amazon =
        Map.of(
            "AWS_ACCESS_KEY_ID", server.accessKey(), "AWS_SECRET_ACCESS_KEY", server.secretKey());
    Map<String, String> ours =
        Map.of(
            "SLIPWAY_BLOBSTORE_ACCESS_KEY_ID",
            server.accessKey(),
            "SLIPWAY_BLOBSTORE_SECRET_ACCESS_KEY",
            server.secretKey());
    Path file = Files.writeString(folder.resolve("file"), "x");
    for (Map<String, String> environment : java.util.List.of(amazon, ours)) {
      try (Blobstore with = store(none, environment)) {
        String id = UUID.randomUUID().toString();
        with.put(id, file);
        assertThat(with.exists(id)).isTrue();
      }
    }
  }

  @Test
  void aWrongKeyIsSaidAndNotShown() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    try (Blobstore with = store(Map.of("secret_access_key", "wrong-secret"))) {
      assertThatThrownBy(() -> with.put(UUID.randomUUID().toString(), file))
          .isInstanceOfSatisfying(
              ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
          .hasMessageContaining("403; see whether the login")
          .hasMessageNotContaining("wrong-secret")
          .hasMessageNotContaining(server.accessKey());
    }
  }
}
