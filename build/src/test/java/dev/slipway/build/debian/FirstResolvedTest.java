package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.lock.LockedPackage.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstResolvedTest {
  private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant LATER = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir private Path folder;

  private static Lock lock(Instant time, String version) {
    LockedPackage one =
        new LockedPackage(
            "bash", version, "amd64", Role.IMAGE, 10, "0".repeat(64), "debian", "pool/bash.deb");
    return new Lock("amd64", "inputs", time, new TreeMap<>(), List.of(one));
  }

  private Lock first(Lock lock) throws Exception {
    return new FirstResolved(folder.resolve("resolved")).first(lock);
  }

  @Test
  void theSamePackagesKeepTheirTime() throws Exception {
    assertThat(first(lock(FIRST, "1"))).isEqualTo(lock(FIRST, "1"));
    assertThat(first(lock(LATER, "1"))).isEqualTo(lock(FIRST, "1"));
  }

  @Test
  void otherPackagesHaveTheirOwn() throws Exception {
    first(lock(FIRST, "1"));
    assertThat(first(lock(LATER, "2"))).isEqualTo(lock(LATER, "2"));
  }

  @Test
  void whatIsNoTimeIsWrittenAnew() throws Exception {
    first(lock(FIRST, "1"));
    try (Stream<Path> files = Files.list(folder.resolve("resolved"))) {
      for (Path each : files.toList()) {
        Files.writeString(each, "");
      }
    }
    assertThat(first(lock(LATER, "1"))).isEqualTo(lock(LATER, "1"));
    assertThat(first(lock(FIRST, "1"))).isEqualTo(lock(LATER, "1"));
  }
}
