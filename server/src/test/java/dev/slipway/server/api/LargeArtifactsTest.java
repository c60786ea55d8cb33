package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.queue.worker.HttpFiles;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that workers send as Zstandard. */
@ExtendWith(WithService.class)
class LargeArtifactsTest {
  private static final int SIZE = 9 << 20;

  @TempDir Path folder;
  private final Client client;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();

  LargeArtifactsTest(Client client) {
    this.client = client;
  }

  /** Random bytes, zeros, and an end that is no whole frame. */
  private static byte[] content() {
    byte[] content = new byte[SIZE + 12345];
    byte[] some = new byte[3 << 20];
    new Random(7).nextBytes(some);
    System.arraycopy(some, 0, content, 1 << 20, some.length);
    content[content.length - 1] = 1;
    return content;
  }

  /** Has a build put a body, and returns how it was answered. */
  private int put(String name, byte[] body, long size, String sha256) throws Exception {
    client
        .works()
        .on(
            name,
            bench -> {
              URI to =
                  URI.create(bench.job().files())
                      .resolve("artifacts/f?kind=raw&sha256=%s&size=%d".formatted(sha256, size));
              HttpRequest request =
                  HttpRequest.newBuilder(to)
                      .header("Authorization", "Bearer " + bench.job().token())
                      .header("Content-Encoding", "zstd")
                      .PUT(BodyPublishers.ofByteArray(body))
                      .build();
              answers.add(http.send(request, BodyHandlers.discarding()).statusCode());
            });
    client.end(client.submit(name));
    return answers.remove();
  }

  @Test
  void aLargeFileArrivesAsItIsWhateverItsKind() throws Exception {
    byte[] content = content();
    Path file = Files.write(folder.resolve("large_v1.amd64.vhd"), content);
    client
        .works()
        .on(
            "large",
            bench ->
                new HttpFiles(null)
                    .artifact(bench.job(), file, "vhd-azure", Fingerprint.sha256(content)));
    long id = client.submit("large");
    client.end(id);
    assertThat(client.get("/api/v1/builds/" + id + "/artifacts/large_v1.amd64.vhd").body())
        .isEqualTo(content);
  }

  /** As one frame. */
  private static byte[] packed(byte[] content, int windowLog) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed, 1).setLong(windowLog)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void whatIsNotAsItWasAnnouncedIsRefused() throws Exception {
    byte[] content = content();
    String sha256 = Fingerprint.sha256(content);
    byte[] zstd = packed(content, 20);
    // Unpacking is not gone on with behind the size: 4 GiB would take a while.
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    byte[] frame = Zstd.compress(new byte[1 << 20], 1);
    for (int i = 0; i < 4096; i++) {
      bomb.write(frame);
    }
    assertThat(put("bomb", bomb.toByteArray(), SIZE, sha256)).isEqualTo(400);
    assertThat(put("other", zstd, content.length, "0".repeat(64))).isEqualTo(400);
    assertThat(put("short", zstd, content.length + 1, sha256)).isEqualTo(400);
    byte[] cut = Arrays.copyOf(zstd, zstd.length - 10);
    assertThat(put("cut", cut, content.length, sha256)).isEqualTo(400);
    byte[] none = new byte[1000];
    Arrays.fill(none, (byte) 'x');
    assertThat(put("none", none, content.length, sha256)).isEqualTo(400);
    assertThat(put("wide", packed(content, 27), content.length, sha256))
        .as("a frame that takes 128 MiB to unpack")
        .isEqualTo(400);
    assertThat(put("right", zstd, content.length, sha256)).isEqualTo(204);
  }
}
