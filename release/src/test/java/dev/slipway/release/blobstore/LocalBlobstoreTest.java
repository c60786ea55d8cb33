package dev.slipway.release.blobstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder. */
class LocalBlobstoreTest extends BlobstoreContract {
  @TempDir private Path kept;

  @Override
  Blobstore store() {
    return new LocalBlobstore(kept.resolve("made/when needed"));
  }

  @AfterEach
  void leavesNothingHalf() throws Exception {
    if (Files.isDirectory(kept.resolve("made/when needed"))) {
      try (Stream<Path> all = Files.list(kept.resolve("made/when needed"))) {
        assertThat(all).noneMatch(p -> p.getFileName().toString().startsWith(".new-"));
      }
    }
  }
}
