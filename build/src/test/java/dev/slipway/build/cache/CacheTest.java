package dev.slipway.build.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path root;

  @Test
  void whatWasCommittedIsFoundAlsoByTheNextProgram() throws Exception {
    try (Cache cache = open()) {
      assertThat(cache.find(id("a"))).isEmpty();
      assertThat(cache.contains(id("a"))).isFalse();
      Path result = make(cache, "a", "text");
      assertThat(cache.find(id("a"))).contains(result);
      assertThat(result.resolve("folder/file")).hasContent("text");
    }
    try (Cache cache = open()) {
      assertThat(cache.contains(id("a"))).isTrue();
      assertThat(cache.find(id("a"))).isPresent();
      assertThat(cache.find(id("b"))).isEmpty();
    }
    assertThat(names(root.resolve("staging"))).isEmpty();
  }

  @Test
  void whatIsInTheMakingIsNotFound() throws Exception {
    try (Cache cache = open();
        Staging staging = cache.stage()) {
      Files.writeString(staging.result().resolve("file"), "half");
      assertThat(cache.contains(id("a"))).isFalse();
      assertThat(cache.find(id("a"))).isEmpty();
      try (Cache other = open()) {
        assertThat(other.find(id("a"))).isEmpty();
      }
      assertThat(staging.result().resolve("file")).as("its maker lives").exists();
    }
    assertThat(names(root.resolve("staging"))).as("it was not committed").isEmpty();
  }

  @Test
  void whereTwoMakeTheSameTheFirstOnesStays() throws Exception {
    try (Cache one = open();
        Cache other = open();
        Staging late = other.stage()) {
      Files.writeString(late.result().resolve("file"), "late");
      Path first = make(one, "a", "first");
      one.close();
      Path second = other.commit(late, id("a"));
      assertThat(second).isEqualTo(first);
      assertThat(second.resolve("folder/file")).hasContent("first");
    }
    assertThat(names(root.resolve("staging"))).isEmpty();
  }

  @Test
  void manyThreadsFindOneEntryAtTheSameTime() throws Exception {
    try (Cache cache = open()) {
      make(cache, "a", "text");
    }
    for (int round = 0; round < 20; round++) {
      try (Cache cache = open();
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        CountDownLatch start = new CountDownLatch(1);
        Callable<Optional<Path>> find =
            () -> {
              start.await();
              return cache.find(id("a"));
            };
        List<Future<Optional<Path>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(threads.submit(find));
        }
        start.countDown();
        for (Future<Optional<Path>> each : all) {
          assertThat(each.get()).isPresent();
        }
      }
    }
  }

  @Test
  void aFlippedBitIsFoundAndTheEntryDropped() throws Exception {
    try (Cache cache = open()) {
      Path result = make(cache, "a", "some text that is long enough");
      cache.verify(id("a"));
      Path file = result.resolve("folder/file");
      byte[] bytes = Files.readAllBytes(file);
      bytes[7] ^= 0x10;
      Files.write(file, bytes);
      assertFault("folder/file is not what was stored");
      assertThat(make(cache, "a", "again")).as("it can be made anew").exists();
      cache.verify(id("a"));
    }
  }

  @Test
  void aMissingFileAndABrokenIndexAreFoundToo() throws Exception {
    try (Cache cache = open()) {
      Files.delete(make(cache, "a", "text").resolve("folder/file"));
      assertFault("folder/file is not what was stored");
      for (String text :
          List.of("", "nonsense", "size 4\n00000000", "size 4\nx y z", "size 4\n\0")) {
        Path index = make(cache, "a", "text").resolveSibling("index");
        Files.writeString(index, text);
        assertFault("is not what was stored");
      }
      Files.delete(make(cache, "a", "text").resolveSibling("index"));
      assertFault("its index is not what was stored");
    }
  }

  @Test
  void strangeFileNamesAreNoFault() throws Exception {
    try (Cache cache = open()) {
      try (Staging staging = cache.stage()) {
        for (String name : List.of("two\nlines", " blank ", "back\\slash", "Főtanúsítvány", "-")) {
          Files.writeString(staging.result().resolve(name), name);
        }
        cache.commit(staging, id("a"));
      }
      cache.verify(id("a"));
    }
  }

  @Test
  void pruningTakesWhatWasNotUsedForTheLongestTime() throws Exception {
    for (int i = 0; i < 4; i++) {
      try (Cache cache = open(Long.MAX_VALUE, NOON.plusSeconds(i))) {
        make(cache, "entry " + i, "x".repeat(1000));
      }
    }
    try (Cache cache = open(Long.MAX_VALUE, NOON.plusSeconds(10))) {
      assertThat(cache.find(id("entry 0"))).isPresent();
    }
    Files.write(root.resolve("archive/old.deb"), new byte[500]);
    Files.setLastModifiedTime(
        root.resolve("archive/old.deb"),
        java.nio.file.attribute.FileTime.from(NOON.minus(Duration.ofDays(1))));
    try (Cache cache = open(2500, NOON.plusSeconds(20))) {
      cache.prune();
      assertThat(root.resolve("archive/old.deb")).doesNotExist();
      assertThat(cache.contains(id("entry 1"))).isFalse();
      assertThat(cache.contains(id("entry 2"))).isFalse();
      assertThat(cache.contains(id("entry 3"))).isTrue();
      assertThat(cache.contains(id("entry 0"))).as("was used last").isTrue();
    }
    assertThat(names(root.resolve("staging"))).isEmpty();
  }

  @Test
  void pruningLeavesWhatIsInUseHereOrElsewhere() throws Exception {
    try (Cache here = open(0, NOON)) {
      make(here, "here", "x".repeat(1000));
      try (Cache elsewhere = open(0, NOON)) {
        make(elsewhere, "elsewhere", "x".repeat(1000));
        here.prune();
        assertThat(here.contains(id("here"))).isTrue();
        assertThat(here.contains(id("elsewhere"))).isTrue();
      }
      here.prune();
      assertThat(here.contains(id("here"))).isTrue();
      assertThat(here.contains(id("elsewhere"))).isFalse();
    }
  }

  @Test
  void pruningTwiceIsNoFault() throws Exception {
    try (Cache cache = open(0, NOON)) {
      make(cache, "a", "text");
    }
    try (Cache one = open(0, NOON);
        Cache other = open(0, NOON)) {
      one.prune();
      other.prune();
      assertThat(one.contains(id("a"))).isFalse();
      make(one, "a", "text");
      assertThat(one.find(id("a"))).isPresent();
    }
  }

  @Test
  void anEntryWithFoldersThatNobodyMayEnterCanBeDropped() throws Exception {
    try (Cache cache = open()) {
      try (Staging staging = cache.stage()) {
        Path folder = Files.createDirectory(staging.result().resolve("closed"));
        Files.writeString(folder.resolve("file"), "text");
        cache.commit(staging, id("a"));
      }
      Path closed = cache.find(id("a")).orElseThrow().resolve("closed");
      Files.setPosixFilePermissions(closed, java.util.Set.of());
      cache.drop(id("a"));
      assertThat(cache.contains(id("a"))).isFalse();
      cache.drop(id("a"));
    }
    assertThat(names(root.resolve("staging"))).isEmpty();
  }

  @Test
  void lookingMakesNothing() throws IOException {
    Path absent = root.resolve("absent");
    try (Cache cache = Cache.look(absent, Clock.systemUTC())) {
      assertThat(cache.contains(id("a"))).isFalse();
      assertThat(cache.find(id("a"))).isEmpty();
    }
    assertThat(absent).doesNotExist();
  }

  /** By another program: one that has checked an entry does not check it again. */
  private void assertFault(String text) throws IOException {
    try (Cache another = open()) {
      assertThatThrownBy(() -> another.verify(id("a")))
          .isInstanceOf(BuildException.class)
          .hasMessageContaining(text)
          .hasMessageContaining("run the command again")
          .hasMessageContaining(root.toString());
      assertThat(another.contains(id("a"))).isFalse();
      assertThat(another.find(id("a"))).isEmpty();
    }
  }

  private Cache open() throws IOException {
    return open(Long.MAX_VALUE, NOON);
  }

  private Cache open(long capacity, Instant now) throws IOException {
    return Cache.open(root, capacity, Clock.fixed(now, ZoneOffset.UTC));
  }

  static Fingerprint id(String name) {
    return Fingerprint.of("test").add("name", name).build();
  }

  private static Path make(Cache cache, String name, String text) throws IOException {
    try (Staging staging = cache.stage()) {
      Path folder = Files.createDirectory(staging.result().resolve("folder"));
      Files.writeString(folder.resolve("file"), text);
      Files.createSymbolicLink(folder.resolve("link"), Path.of("/nowhere"));
      return cache.commit(staging, id(name));
    }
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
