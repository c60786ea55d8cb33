package dev.slipway.build.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProgramsTest {
  @TempDir private Path root;

  @Test
  void whatAKilledMakerLeftIsClearedAwayByTheNextOne() throws Exception {
    Process maker = OtherProgram.start(root, "stage");
    Path staging = root.resolve("staging");
    assertThat(CacheTest.names(staging)).as("a folder and its lock").hasSize(2);
    open(Long.MAX_VALUE).close();
    assertThat(CacheTest.names(staging)).as("its maker lives").hasSize(2);
    maker.destroyForcibly().waitFor();
    assertThat(CacheTest.names(staging)).as("nobody could clear it away").hasSize(2);
    open(Long.MAX_VALUE).close();
    assertThat(CacheTest.names(staging)).isEmpty();
  }

  @Test
  void whatAnotherProgramUsesIsNotPrunedUntilItEnds() throws Exception {
    try (Cache cache = open(Long.MAX_VALUE);
        Staging staging = cache.stage()) {
      Files.writeString(staging.result().resolve("file"), "text");
      cache.commit(staging, CacheTest.id("a"));
    }
    Process user = OtherProgram.start(root, "use");
    try (Cache cache = open(0)) {
      cache.prune();
      assertThat(cache.contains(CacheTest.id("a"))).isTrue();
      user.destroyForcibly().waitFor();
      cache.prune();
      assertThat(cache.contains(CacheTest.id("a"))).isFalse();
    }
  }

  private Cache open(long capacity) throws Exception {
    return Cache.open(root, capacity, Clock.systemUTC());
  }
}
