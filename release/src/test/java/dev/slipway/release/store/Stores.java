package dev.slipway.release.store;

import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Stores as tests use them. */
final class Stores {
  static final Wish REBASE = wish(true, false, false);
  static final Wish SKIP = wish(false, true, false);
  static final Wish FIX = wish(false, false, true);

  private Stores() {}

  private static Wish wish(boolean rebase, boolean skip, boolean fix) {
    Wish plain = Wish.PLAIN;
    return new Wish(rebase, skip, fix, plain.name(), plain.version(), plain.digests());
  }

  static ReleaseStore open(Path folder) throws IOException {
    return open(folder, event -> {});
  }

  static ReleaseStore open(Path folder, Event.Listener listener) throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    return ReleaseStore.open(folder, clock, UUID::randomUUID, listener);
  }

  /** Archives and what is under way; the database's own files are left out. */
  static List<Path> files(Path store) throws IOException {
    try (Stream<Path> all = Files.walk(store)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> !f.getFileName().toString().startsWith("store.db"))
          .sorted()
          .toList();
    }
  }
}
