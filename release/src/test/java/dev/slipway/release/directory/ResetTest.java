package dev.slipway.release.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Skeleton#reset}. */
class ResetTest {
  @TempDir private Path folder;

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void blobsThatAreNowhereElseStay() throws Exception {
    write(
        "config/blobs.yml",
        """
        up/there.tgz: {size: 1, object_id: x, sha: 46eecd290d8803887dec718c691cc243f2175fe0}
        new/here.tgz: {size: 1, sha: 46eecd290d8803887dec718c691cc243f2175fe0}
        old.tgz: {size: 1, object_id: y, sha: 46eecd290d8803887dec718c691cc243f2175fe0}
        """);
    write("blobs/up/there.tgz", "1");
    write("blobs/new/here.tgz", "1");
    write("blobs/unknown.txt", "1");
    write(".blobs/46ee", "1");
    Files.createSymbolicLink(folder.resolve("blobs/old.tgz"), Path.of("../.blobs/46ee"));
    write(".dev_builds/packages/a/index.yml", "builds: {}\n");
    write("dev_releases/a/index.yml", "builds: {}\n");
    write(".final_builds/packages/a/index.yml", "builds: {}\n");
    assertThat(new Skeleton(new ReleaseDirectory(folder)).reset())
        .containsExactly("new/here.tgz", "unknown.txt");
    assertThat(folder.resolve("blobs/new/here.tgz")).exists();
    assertThat(folder.resolve("blobs/unknown.txt")).exists();
    assertThat(folder.resolve("blobs/up")).doesNotExist();
    assertThat(Files.isSymbolicLink(folder.resolve("blobs/old.tgz"))).isFalse();
    assertThat(folder.resolve(".blobs")).doesNotExist();
    assertThat(folder.resolve(".dev_builds")).doesNotExist();
    assertThat(folder.resolve("dev_releases")).doesNotExist();
    assertThat(folder.resolve(".final_builds/packages/a/index.yml")).exists();
  }

  @Test
  void aFolderWithoutAnythingLeftGoesToo() throws Exception {
    write(
        "config/blobs.yml",
        "a: {size: 1, object_id: x, sha: 46eecd290d8803887dec718c691cc243f2175fe0}\n");
    write("blobs/a", "1");
    assertThat(new Skeleton(new ReleaseDirectory(folder)).reset()).isEmpty();
    assertThat(folder.resolve("blobs")).doesNotExist();
  }
}
