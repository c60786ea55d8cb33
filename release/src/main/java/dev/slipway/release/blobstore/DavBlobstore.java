package dev.slipway.release.blobstore;

import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.LongConsumer;

/**
 * A WebDAV server (RFC 4918) as BOSH has it: an object is in a folder that is named by the first
 * two digits of its id's SHA-1.
 */
final class DavBlobstore implements Blobstore {
  private final DavConfig config;
  private final Http http;

  DavBlobstore(DavConfig config, Http http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public void put(String id, Path file) throws IOException, InterruptedException {
    long size = Files.size(file);
    int status = http.put(uri(id), file, size, this::login);
    if (status == 404 || status == 409) {
      // RFC 4918, section 9.7.1: its folder is not there. Some servers make it, Apache does not.
      makeFolders(id);
      status = http.put(uri(id), file, size, this::login);
    }
    expect(status, "PUT", id);
  }

  private void makeFolders(String id) throws IOException, InterruptedException {
    String path = path(id);
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      // What it answers does not matter where the object can be put then.
      int _ = http.status("MKCOL", config.below(path.substring(0, at + 1)), this::login);
    }
  }

  @Override
  public void get(String id, Path file, long most, LongConsumer came)
      throws IOException, InterruptedException {
    http.get(uri(id), id, file, most, came, this::login);
  }

  @Override
  public boolean exists(String id) throws IOException, InterruptedException {
    int status = http.status("HEAD", uri(id), this::login);
    if (status == 404 || status == 410) {
      return false;
    }
    expect(status, "HEAD", id);
    return true;
  }

  @Override
  public void delete(String id) throws IOException, InterruptedException {
    int status = http.status("DELETE", uri(id), this::login);
    if (status != 404 && status != 410) {
      expect(status, "DELETE", id);
    }
  }

  private void login(HttpRequest.Builder request) {
    if (!config.user().isEmpty()) {
      String login = config.user() + ":" + config.password();
      byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
  }

  private void expect(int status, String method, String id) throws IOException {
    if (status / 100 != 2) {
      throw http.fault(method, id, status);
    }
  }

  private URI uri(String id) throws IOException {
    return config.below(path(id));
  }

  private static String path(String id) throws IOException {
    byte[] bytes = ObjectId.checked(id).getBytes(StandardCharsets.UTF_8);
    return Digest.of(Algorithm.SHA1, bytes).hex().substring(0, 2) + "/" + id;
  }

  @Override
  public void close() {
    http.close();
  }
}
