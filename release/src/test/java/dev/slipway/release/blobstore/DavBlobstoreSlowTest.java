package dev.slipway.release.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's WebDAV, over TLS. */
@Tag("slow")
class DavBlobstoreSlowTest extends BlobstoreContract {
  private static ApacheDav server;
  private static Blobstore store;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = ApacheDav.start();
    store = store(Map.of());
  }

  @AfterAll
  static void end() throws Exception {
    store.close();
    server.close();
  }

  private static Blobstore store(Map<String, String> more) throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("endpoint", server.endpoint());
    options.put("user", ApacheDav.USER);
    options.put("password", ApacheDav.PASSWORD);
    options.put("tls.cert.ca", server.certificate());
    options.putAll(more);
    options.values().removeIf(String::isEmpty);
    DavConfig config = DavConfig.of(new Options(options, Map.of()));
    return new DavBlobstore(
        config,
        new Http(
            "the blob store " + config.endpoint(),
            ProxySelector.of(null),
            config.authority().isPresent() ? Trust.of(config.authority().get()) : null));
  }

  @Override
  Blobstore store() {
    return store;
  }

  @Test
  void objectsAreWhereBoshLooksForThem() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    // The SHA-1 of the id begins with 9d.
    store.put("cd26953d-b811-4127-b512-6f48639bd069", file);
    assertThat(server.files().resolve("9d/cd26953d-b811-4127-b512-6f48639bd069")).hasContent("x");
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() throws Exception {
    try (Blobstore with = store(Map.of("password", "wrong one"))) {
      assertThatThrownBy(() -> with.exists("x"))
          .isInstanceOfSatisfying(
              ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
          .hasMessageContaining("401; see whether the login")
          .hasMessageNotContaining("wrong one")
          .hasMessageNotContaining(ApacheDav.USER);
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsNotBelieved() throws Exception {
    try (Blobstore with = store(Map.of("tls.cert.ca", ""))) {
      assertThatThrownBy(() -> with.exists("x"))
          .isInstanceOfSatisfying(
              ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
          .hasMessageContaining("tls.cert.ca");
    }
  }

  @Test
  void whoeverWantsToBelievesAnyCertificateUnderAnyName() throws Exception {
    Map<String, String> options =
        Map.of(
            "endpoint",
            server.endpoint().replace("localhost", "127.0.0.1"),
            "user",
            ApacheDav.USER,
            "password",
            ApacheDav.PASSWORD);
    DavConfig config = DavConfig.of(new Options(options, Map.of()));
    Http http = new Http("the blob store", ProxySelector.of(null), Trust.all());
    try (Blobstore with = new DavBlobstore(config, http)) {
      assertThat(with.exists("x")).isFalse();
    }
  }
}
