package dev.slipway.queue.artifact;

import dev.slipway.queue.s3.Bucket;
import dev.slipway.queue.s3.S3Server;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class S3StorageSlowTest extends StorageContract {
  @TempDir static Path folder;
  private static S3Server server;
  private S3Storage storage;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    String prefix = test.getTestMethod().orElseThrow().getName() + "/";
    storage = new S3Storage(new Bucket(server.bucket(prefix)));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Override
  Storage storage() {
    return storage;
  }
}
