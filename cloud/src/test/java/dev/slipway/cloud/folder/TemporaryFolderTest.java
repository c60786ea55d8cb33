package dev.slipway.cloud.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path parent;

  @Test
  void goesWithItsOwnerAndTakesAlongThoseWhoseOwnersAreGone() throws Exception {
    Path orphan = Files.createDirectories(parent.resolve("boot-1/deep"));
    Path outside = Files.createDirectories(parent.resolve("other"));
    Files.createSymbolicLink(orphan.resolve("link"), outside);
    try (TemporaryFolder one = TemporaryFolder.create(parent, "boot-");
        TemporaryFolder two = TemporaryFolder.create(parent, "boot-")) {
      Files.writeString(two.path().resolve("file"), "x");
      assertThat(one.path()).isDirectory();
      assertThat(two.path()).isDirectory();
      assertThat(parent.resolve("boot-1")).doesNotExist();
    }
    assertThat(parent.toFile().list()).containsExactlyInAnyOrder(".lock", "other");
  }

  @Test
  void isTakenOnce() throws Exception {
    Path file = parent.resolve("lock");
    try (FolderLock lock = FolderLock.take(file)) {
      assertThat(lock).isNotNull();
      assertThat(FolderLock.tryTake(file)).isEmpty();
    }
    try (FolderLock again = FolderLock.tryTake(file).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }
}
