package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;

/** A bucket of a server that speaks S3's protocol. */
final class S3Blobstore implements Blobstore {
  /** What S3 takes in one piece. */
  private static final long LARGEST = 5L << 30;

  private final S3Config config;
  private final Http http;
  private final Signer signer;

  S3Blobstore(S3Config config, Http http, Signer signer) {
    this.config = config;
    this.http = http;
    this.signer = signer;
  }

  @Override
  public void put(String id, Path file) throws IOException, InterruptedException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new ReleaseException(
          Code.INVALID, file + " has more than 5 GiB, which S3 does not take in one piece");
    }
    if (config.key().isEmpty()) {
      throw new ReleaseException(
          Code.UNREACHABLE,
          "nobody may write to the blob store without a key; write access_key_id and"
              + " secret_access_key to config/private.yml, or set"
              + " SLIPWAY_BLOBSTORE_ACCESS_KEY_ID and SLIPWAY_BLOBSTORE_SECRET_ACCESS_KEY");
    }
    URI uri = uri(id);
    int status =
        http.put(
            uri,
            file,
            size,
            request -> signer.sign(request, "PUT", uri, config.headers(), () -> open(file)));
    expect(status, "PUT", id);
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void get(String id, Path file, long most, LongConsumer came)
      throws IOException, InterruptedException {
    URI uri = uri(id);
    http.get(uri, id, file, most, came, request -> sign(request, "GET", uri));
  }

  @Override
  public boolean exists(String id) throws IOException, InterruptedException {
    URI uri = uri(id);
    int status = http.status("HEAD", uri, request -> sign(request, "HEAD", uri));
    if (status == 404) {
      return false;
    }
    expect(status, "HEAD", id);
    return true;
  }

  @Override
  public void delete(String id) throws IOException, InterruptedException {
    URI uri = uri(id);
    int status = http.status("DELETE", uri, request -> sign(request, "DELETE", uri));
    if (status != 404) {
      expect(status, "DELETE", id);
    }
  }

  private void sign(HttpRequest.Builder request, String method, URI uri) {
    signer.sign(request, method, uri, Map.of(), InputStream::nullInputStream);
  }

  private void expect(int status, String method, String id) throws IOException {
    if (status / 100 != 2) {
      throw http.fault(method, id, status);
    }
  }

  private URI uri(String id) throws IOException {
    // The signature is of the path as it is sent, in which S3 wants these two written out.
    String path = ObjectId.checked(id).replace("=", "%3D").replace("+", "%2B");
    return URI.create(config.folder() + "/" + path);
  }

  @Override
  public void close() {
    http.close();
  }
}
