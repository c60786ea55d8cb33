package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs, final releases and vendored packages at the command line. */
final class FinalReleaseTest {
  @TempDir private Path folder;
  private Path release;

  @BeforeEach
  void makeRelease() throws Exception {
    release = Files.createDirectory(folder.resolve("redis-release"));
    run(release, "init");
    configure(release, "redis");
    run(release, "generate", "package", "redis");
    Files.writeString(release.resolve("packages/redis/spec"), "name: redis\nfiles: [redis/*]\n");
    Files.writeString(folder.resolve("redis.tgz"), "a blob");
  }

  private void configure(Path directory, String name) throws Exception {
    Files.writeString(
        directory.resolve("config/final.yml"),
        """
        name: %s
        blobstore: {provider: local,
          options: {blobstore_path: ../store}}
        """
            .formatted(name));
  }

  private String run(Path directory, String... words) {
    String[] all = Stream.concat(Stream.of("release"), Stream.of(words)).toArray(String[]::new);
    Invocation run = Invocation.with(Map.of("HOME", folder.toString()), directory, all);
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  private Invocation fail(String... words) {
    String[] all = Stream.concat(Stream.of("release"), Stream.of(words)).toArray(String[]::new);
    return Invocation.of(release, all);
  }

  @Test
  void aBlobGoesToTheStoreAndComesBack() throws Exception {
    assertThat(run(release, "add-blob", "../redis.tgz", "redis/redis.tgz"))
        .contains("blobs/redis/redis.tgz: sha256:")
        .contains("slipway release upload-blobs");
    assertThat(run(release, "blobs")).contains("redis/redis.tgz  6 B   not uploaded");
    run(release, "upload-blobs");
    assertThat(run(release, "upload-blobs")).contains("already");
    assertThat(run(release, "blobs", "--json")).contains("\"objectId\" : \"");
    run(release, "reset");
    assertThat(release.resolve("blobs")).doesNotExist();
    run(release, "sync-blobs", "--cache", "../another-cache");
    assertThat(release.resolve("blobs/redis/redis.tgz")).hasContent("a blob");
    run(release, "remove-blob", "redis/redis.tgz");
    assertThat(run(release, "blobs")).doesNotContain("redis.tgz");
  }

  @Test
  void resetLeavesABlobThatIsNowhereElse() {
    run(release, "add-blob", "../redis.tgz", "redis/redis.tgz", "--sha1");
    assertThat(run(release, "reset")).contains("blobs/redis/redis.tgz stays");
    assertThat(release.resolve("blobs/redis/redis.tgz")).exists();
    assertThat(run(release, "blobs")).doesNotContain("sha256:");
  }

  @Test
  void aFinalReleaseIsMadeAndPutTogetherAgain() {
    run(release, "add-blob", "../redis.tgz", "redis/redis.tgz");
    run(release, "upload-blobs");
    assertThat(run(release, "create", "--final", "--sha2", "--tarball", "../one.tgz"))
        .isEqualTo("redis/1\n");
    assertThat(run(release, "create", "--final", "--version", "2.0")).isEqualTo("redis/2.0\n");
    String[] again = {
      "create", "releases/redis/redis-1.yml", "--tarball", "../two.tgz", "--cache", "../empty"
    };
    assertThat(run(release, again)).isEqualTo("redis/1\n");
    assertThat(folder.resolve("two.tgz")).hasSameBinaryContentAs(folder.resolve("one.tgz"));
  }

  @Test
  void aPackageIsVendored() throws Exception {
    run(release, "add-blob", "../redis.tgz", "redis/redis.tgz");
    run(release, "create");
    Path other = Files.createDirectory(folder.resolve("shop-release"));
    run(other, "init");
    configure(other, "shop");
    assertThat(run(other, "vendor-package", "redis", "../redis-release"))
        .isEqualTo("packages/redis\n");
    assertThat(run(other, "create", "--final")).isEqualTo("shop/1\n");
  }

  @Test
  void saysWhatCannotBe() throws Exception {
    assertThat(fail("create", "--final", "--timestamp-version").status()).isEqualTo(2);
    assertThat(fail("create", "x.yml", "--final").err()).contains("only --tarball goes with it");
    assertThat(fail("add-blob", "../redis.tgz", "../out").err()).contains("path of a blob");
    Files.writeString(release.resolve("config/final.yml"), "name: redis\n");
    run(release, "add-blob", "../redis.tgz", "redis/redis.tgz");
    Invocation run = fail("create", "--final");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("no blob store is configured")
        .contains("\nblobstore: {provider: local,\n  options: {blobstore_path: ");
  }
}
