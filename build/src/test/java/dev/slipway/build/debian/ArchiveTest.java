package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.mirror.SmallMirror;
import dev.slipway.build.mirror.SmallMirror.Trouble;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ArchiveTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path folder;
  @TempDir private Path originals;
  private SmallMirror mirror;
  private Archive archive;
  private Lock lock;

  @BeforeEach
  void open() throws IOException {
    mirror = new SmallMirror();
    archive = archive();
    List<LockedPackage> packages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      byte[] bytes = ("package " + i + "\n").repeat(1000 * (i + 1)).getBytes();
      mirror.put("/pool/" + i + ".deb", Files.write(originals.resolve(i + ".deb"), bytes));
      packages.add(
          new LockedPackage(
              "package-" + i,
              "1",
              "all",
              LockedPackage.Role.IMAGE,
              bytes.length,
              Fingerprint.sha256(bytes),
              "debian",
              "pool/" + i + ".deb"));
    }
    lock = new Lock("amd64", "abc", NOON, new TreeMap<>(Map.of("debian", mirror.url())), packages);
  }

  @AfterEach
  void close() {
    mirror.close();
  }

  @Test
  void allAreFetchedOnce() throws Exception {
    assertThat(archive.hasAll(lock.packages())).isFalse();
    AtomicLong most = new AtomicLong();
    archive.provide(lock, lock.packages(), done -> most.accumulateAndGet(done, Math::max));
    assertThat(archive.hasAll(lock.packages())).isTrue();
    assertThat(most).hasValue(lock.packages().stream().mapToLong(LockedPackage::size).sum());
    assertThat(mirror.requests).hasSize(12);
    assertThat(Files.getLastModifiedTime(archive.file(lock.packages().getFirst())).toInstant())
        .isAfter(NOON);
    archive.provide(lock, lock.packages(), _ -> {});
    assertThat(mirror.requests).as("no network any more").hasSize(12);
    assertThat(Files.getLastModifiedTime(archive.file(lock.packages().getFirst())).toInstant())
        .as("its last use")
        .isEqualTo(NOON);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing but packages").hasSize(12);
    }
  }

  @Test
  void aFlippedBitIsFetchedAgain() throws Exception {
    archive.provide(lock, lock.packages(), _ -> {});
    Path file = archive.file(lock.packages().get(3));
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    assertThat(archive.hasAll(lock.packages())).isFalse();
    archive.provide(lock, lock.packages(), _ -> {});
    assertThat(archive.hasAll(lock.packages())).isTrue();
    assertThat(Fingerprint.sha256(file)).isEqualTo(lock.packages().get(3).sha256());
    assertThat(mirror.requests).hasSize(13);
  }

  @Test
  void anotherFileThanTheLocksIsThrownAway() throws Exception {
    byte[] other = "Package 7\n".repeat(8000).getBytes();
    mirror.put("/pool/7.deb", Files.write(originals.resolve("other"), other));
    assertThatThrownBy(() -> archive.provide(lock, lock.packages(), _ -> {}))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(mirror.url() + "/pool/7.deb is not the file that the lock names")
        .hasMessageContaining(Fingerprint.sha256(other))
        .hasMessageContaining(lock.packages().get(7).sha256())
        .hasMessageContaining("--update");
    assertThat(archive.file(lock.packages().get(7))).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**" + lock.packages().get(7).sha256() + "*");
  }

  @Test
  void aMirrorThatDiesLeavesWhatCameForTheNextRun() throws Exception {
    mirror.trouble(Trouble.CUT_IN_THE_MIDDLE, 1000);
    assertThatThrownBy(() -> archive.provide(lock, lock.packages(), _ -> {}))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("what has been fetched is kept");
    mirror.trouble(Trouble.NONE, 0);
    mirror.requests.clear();
    archive().provide(lock, lock.packages(), _ -> {});
    assertThat(archive.hasAll(lock.packages())).isTrue();
    assertThat(mirror.requests).anyMatch(r -> r.contains(" bytes="));
  }

  /** As two programs do that build at the same time from one cache. */
  @Test
  void twoMayFetchTheSameAtTheSameTime() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            threads.submit(() -> {
              archive().provide(lock, lock.packages(), _ -> {});
              return null;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    for (LockedPackage each : lock.packages()) {
      assertThat(Fingerprint.sha256(archive.file(each))).isEqualTo(each.sha256());
    }
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing but packages").hasSize(12);
    }
  }

  private Archive archive() {
    return new Archive(
        folder,
        new Fetcher(ProxySelector.of(null), Duration.ofSeconds(10), Duration.ofMillis(1)),
        Clock.fixed(NOON, ZoneOffset.UTC));
  }
}
