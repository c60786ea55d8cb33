package dev.slipway.queue.artifact;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest extends StorageContract {
  @TempDir Path folder;
  private Storage storage;

  @BeforeEach
  void open() throws Exception {
    storage = new FolderStorage(folder);
  }

  @Override
  Storage storage() {
    return storage;
  }
}
