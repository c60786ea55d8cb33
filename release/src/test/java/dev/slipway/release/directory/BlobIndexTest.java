package dev.slipway.release.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.BlobIndex.Blob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** config/blobs.yml. */
class BlobIndexTest {
  private static final String SHA1 = "46eecd290d8803887dec718c691cc243f2175fe0";

  @TempDir private Path folder;
  private ReleaseDirectory directory;

  @BeforeEach
  void makeConfig() throws Exception {
    directory = new ReleaseDirectory(folder);
    Files.createDirectories(folder.resolve("config"));
  }

  private void write(String text) throws Exception {
    Files.writeString(directory.blobIndex(), text);
  }

  @Test
  void readsAndWritesWhatTheBoshClientWrites() throws Exception {
    String written =
        """
        golang/go1.9.linux-amd64.tar.gz:
            size: 77875767
            object_id: 36764f38-6274-4a5d-8faa-26c31a745cb2
            sha: 46eecd290d8803887dec718c691cc243f2175fe0
        golang/go1.10.linux-amd64.tar.gz:
            size: 5
            sha: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        redis.tgz:
            size: 7
            sha: 46eecd290d8803887dec718c691cc243f2175fe0
        """;
    write(written);
    BlobIndex index = BlobIndex.read(directory);
    assertThat(index.all()).hasSize(3);
    Blob go = index.find("golang/go1.9.linux-amd64.tar.gz").orElseThrow();
    assertThat(go)
        .isEqualTo(
            new Blob(
                77_875_767,
                Optional.of("36764f38-6274-4a5d-8faa-26c31a745cb2"),
                Digests.parse(SHA1)));
    index.put("redis.tgz", index.find("redis.tgz").orElseThrow());
    assertThat(directory.blobIndex()).hasContent(written);
  }

  @Test
  void thereMayBeNone() throws Exception {
    assertThat(BlobIndex.read(directory).all()).isEmpty();
    for (String empty : new String[] {"--- {}\n", "", "---\n", "--- null\n"}) {
      write(empty);
      assertThat(BlobIndex.read(directory).all()).as(empty).isEmpty();
    }
    BlobIndex index = BlobIndex.read(directory);
    index.put("a", new Blob(1, Optional.empty(), Digests.parse(SHA1)));
    index.remove("a");
    assertThat(directory.blobIndex()).hasContent("{}\n");
  }

  @Test
  void saysAllThatIsWrongWithItsPlace() throws Exception {
    write(
        """
        ../etc/passwd: {size: 1, sha: 46eecd290d8803887dec718c691cc243f2175fe0}
        a: {size: many, sha: 46eecd290d8803887dec718c691cc243f2175fe0}
        b: {size: 1, sha: md5}
        c: {size: 1}
        d: 3
        """);
    assertThatThrownBy(() -> BlobIndex.read(directory))
        .isInstanceOfSatisfying(
            ReleaseException.class,
            e ->
                assertThat(e.diagnostics())
                    .extracting(d -> d.at().line())
                    .containsExactly(1, 2, 3, 4, 5))
        .hasMessageContaining("`../etc/passwd` is not the path of a blob")
        .hasMessageContaining("`size` is not a number");
  }

  @Test
  void pathsStayBelowBlobs() {
    for (String bad : new String[] {"/a", "a/../../b", "..", ".", "a//b", "a/", "", "a\nb"}) {
      assertThatThrownBy(() -> BlobIndex.checked(bad)).as(bad).hasMessageContaining("path");
    }
  }
}
