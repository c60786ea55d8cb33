package dev.slipway.cli.build;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.process.Event;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.SparseFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A file of a build, as the server tells of it. */
record RemoteFile(long build, String name, String kind, long size, String sha256) {
  private static final int TRIES = 5;
  private static final int BUFFER = 1 << 18;

  /**
   * Reads what the API has.
   *
   * @throws IOException where its name is none: a server does not choose where files go here
   */
  static RemoteFile of(long build, JsonNode artifact) throws IOException {
    String name = artifact.path("name").asString("");
    if (!Keys.isName(name)) {
      throw new IOException(
          "the server names a file that cannot be: " + name.replaceAll("\\p{Cc}", "?"));
    }
    return new RemoteFile(
        build,
        name,
        artifact.path("kind").asString(""),
        artifact.path("size").asLong(0),
        artifact.path("sha256").asString(""));
  }

  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Gets it into a folder. What an earlier download has left is gone on with; a file of the right
   * contents is left as it is.
   *
   * @return the file
   */
  Path download(Api api, Path folder, Event.Listener progress)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Path file = folder.resolve(name);
    progress.on(new Event.Started(name, "Download"));
    boolean there =
        Files.isRegularFile(file)
            && Files.size(file) == size
            && Fingerprint.sha256(file).equals(sha256);
    if (!there) {
      fetch(api, file, folder.resolve(name + ".part"), progress);
    }
    Event.Outcome outcome = there ? Event.Outcome.CACHED : Event.Outcome.DONE;
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    progress.on(new Event.Finished(name, outcome, took));
    return file;
  }

  private void fetch(Api api, Path file, Path part, Event.Listener progress)
      throws IOException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        once(api, part, progress);
        break;
      } catch (ApiFault e) {
        throw e;
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (i == TRIES) {
          throw new IOException(
              name + " is not whole: " + e.getMessage() + "; the same command goes on with it", e);
        }
        TimeUnit.SECONDS.sleep(i);
      }
    }
    if (!Fingerprint.sha256(part).equals(sha256)) {
      Files.delete(part);
      throw new IOException(name + " has come, but not as it was built; download it again");
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Gets what is missing of it. */
  private void once(Api api, Path part, Event.Listener progress)
      throws IOException, InterruptedException {
    long done = Files.exists(part) ? Files.size(part) : 0;
    if (done > size) {
      Files.delete(part);
      done = 0;
    }
    if (done == size && Files.exists(part)) {
      return;
    }
    String path = "/builds/" + build + "/artifacts/" + encoded(name);
    HttpResponse<InputStream> response =
        done == 0
            ? api.open(path)
            : api.open(path, "Range", "bytes=" + done + "-", "If-Range", "\"" + sha256 + "\"");
    boolean resumed = response.statusCode() == 206;
    long from = resumed ? done : 0;
    try (InputStream body = response.body();
        SparseFile out = new SparseFile(part, from)) {
      try {
        copy(body, out, from, progress);
      } finally {
        out.flush();
      }
    }
  }

  private void copy(InputStream body, OutputStream out, long from, Event.Listener progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = from;
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      done += n;
      if (done > size) {
        throw new IOException("the server sends more than " + size + " bytes");
      }
      out.write(buffer, 0, n);
      progress.on(new Event.Progress(name, done, size, "bytes"));
    }
    if (done < size) {
      throw new IOException("the connection ended after " + done + " of " + size + " bytes");
    }
  }
}
