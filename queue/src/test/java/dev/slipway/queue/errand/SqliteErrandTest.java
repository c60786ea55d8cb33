package dev.slipway.queue.errand;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteErrandTest extends ErrandContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  Database database() {
    return database;
  }
}
