package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases where there is no room for them, on a file system of 3 MiB. */
@Tag("slow")
final class FullDiskSlowTest {
  private static final int TOO_LARGE = 4 << 20;

  @TempDir private Path folder;
  private Path release;
  private Path small;

  @BeforeEach
  void make() throws Exception {
    release = folder.resolve("release");
    small = Files.createDirectory(folder.resolve("small"));
    write("config/final.yml", "name: redis\n");
    write("packages/redis/spec", "name: redis\nfiles: [redis/*]\n");
    write("packages/redis/packaging", "set -e\n");
    byte[] bytes = new byte[TOO_LARGE];
    new Random(1).nextBytes(bytes);
    Files.createDirectories(release.resolve("src/redis"));
    Files.write(release.resolve("src/redis/data"), bytes);
    Command.of("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString()).run();
  }

  @AfterEach
  void unmount() throws Exception {
    Command.of("umount", small.toString()).run();
  }

  private void write(String name, String text) throws IOException {
    Path file = release.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** All files below a folder with their sizes. */
  private static Map<String, Long> files(Path root) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        found.put(root.relativize(each).toString(), Files.size(each));
      }
    }
    return found;
  }

  private Invocation create(Path cache, Path tarball) {
    return Invocation.of(
        release,
        "release",
        "create",
        "--force",
        "--cache",
        cache.toString(),
        "--tarball",
        tarball.toString());
  }

  private static void assertNoRoom(Invocation run) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("No space left on device").doesNotContain("\tat ");
  }

  @Test
  void aTarballWithoutRoomLeavesTheDirectoryAsItWas() throws Exception {
    Path cache = folder.resolve("cache");
    assertNoRoom(create(cache, small.resolve("redis.tgz")));
    assertThat(files(small)).isEmpty();
    assertThat(release.resolve("dev_releases")).doesNotExist();
    Invocation again = create(cache, folder.resolve("redis.tgz"));
    assertThat(again.out()).as(again.err()).isEqualTo("redis/0+dev.1\n");
  }

  @Test
  void aCacheWithoutRoomLeavesNothing() throws Exception {
    Map<String, Long> before = files(release);
    assertNoRoom(create(small.resolve("cache"), folder.resolve("redis.tgz")));
    assertThat(files(release)).isEqualTo(before);
    assertThat(files(small).values()).allMatch(size -> size == 0);
    assertThat(folder.resolve("redis.tgz")).doesNotExist();
  }

  @Test
  void aStoreWithoutRoomKeepsWhatItHas() throws Exception {
    Path cache = folder.resolve("cache");
    assertThat(create(cache, folder.resolve("large.tgz")).status()).isZero();
    Files.writeString(release.resolve("src/redis/data"), "small");
    assertThat(create(cache, folder.resolve("small.tgz")).status()).isZero();
    String store = small.resolve("store").toString();
    String tarball = folder.resolve("small.tgz").toString();
    Invocation first = Invocation.of(release, "release", "upload", tarball, "--store", store);
    assertThat(first.status()).as(first.err()).isZero();
    Map<String, Long> before = files(small.resolve("store"));
    String large = folder.resolve("large.tgz").toString();
    assertNoRoom(Invocation.of(release, "release", "upload", large, "--store", store));
    assertThat(files(small.resolve("store")).keySet()).isEqualTo(before.keySet());
    Invocation list = Invocation.of(release, "release", "list", "--store", store);
    assertThat(list.out()).contains("0+dev.2").doesNotContain("0+dev.1");
  }
}
