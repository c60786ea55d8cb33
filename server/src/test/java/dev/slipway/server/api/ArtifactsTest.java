package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Artifacts are downloaded, whole and in parts. */
@ExtendWith(WithService.class)
class ArtifactsTest {
  private static final int SIZE = 100_000;

  private final Client client;
  private final byte[] content = new byte[SIZE];
  private String file = "";

  ArtifactsTest(Client client) {
    this.client = client;
    new Random(4).nextBytes(content);
  }

  @BeforeEach
  void build() throws Exception {
    client.works().on("files", bench -> bench.artifact("files_v1.amd64.raw", "raw", content));
    long id = client.submit("files");
    client.end(id);
    file = "/api/v1/builds/" + id + "/artifacts/files_v1.amd64.raw";
  }

  @Test
  void aFileComesWithWhatItIs() throws Exception {
    Answer whole = client.get(file);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(content);
    assertThat(whole.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"files_v1.amd64.raw\"");
    assertThat(whole.header("Repr-Digest")).matches("sha-256=:[A-Za-z0-9+/]{43}=:");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    String listed = file.replaceAll("/[^/]*$", "");
    assertThat(whole.header("ETag"))
        .isEqualTo("\"" + client.get(listed).at("/artifacts/0/sha256") + "\"");

    Answer head = client.send(client.to(file).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("" + SIZE);
    assertThat(head.body()).isEmpty();

    Answer same = client.send(client.to(file).header("If-None-Match", whole.header("ETag")).GET());
    assertThat(same.status()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 10",
    "bytes=99990-, 99990, 100000",
    "bytes=99990-200000, 99990, 100000",
    "bytes=-7, 99993, 100000",
    "bytes=-200000, 0, 100000",
    "bytes=0-0, 0, 1"
  })
  void aPartIsSent(String range, int from, int to) throws Exception {
    Answer part = client.send(client.to(file).header("Range", range).GET());
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
    assertThat(part.header("Content-Range"))
        .isEqualTo("bytes " + from + "-" + (to - 1) + "/" + SIZE);
  }

  @ParameterizedTest
  @CsvSource({"bytes=100000-", "bytes=100000-100001", "bytes=999999999999-", "bytes=-0"})
  void aPartBehindTheEndIsNotThere(String range) throws Exception {
    Answer part = client.send(client.to(file).header("Range", range).GET());
    assertThat(part.status()).isEqualTo(416);
    assertThat(part.header("Content-Range")).isEqualTo("bytes */" + SIZE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=5-2",
        "bytes=a-b",
        "lines=1-2",
        "bytes=-",
        "bytes=0-1,5-6",
        "bytes=0-99999999999999999999"
      })
  void whatIsNoPartIsAnsweredWithTheWhole(String range) throws Exception {
    Answer whole = client.send(client.to(file).header("Range", range).GET());
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).hasSize(SIZE);
  }

  @Test
  void aPartOfAnotherVersionIsAnsweredWithTheWhole() throws Exception {
    String tag = client.get(file).header("ETag");
    Answer same =
        client.send(client.to(file).header("Range", "bytes=1-2").header("If-Range", tag).GET());
    assertThat(same.status()).isEqualTo(206);
    Answer other =
        client.send(client.to(file).header("Range", "bytes=1-2").header("If-Range", "\"x\"").GET());
    assertThat(other.status()).isEqualTo(200);
  }
}
