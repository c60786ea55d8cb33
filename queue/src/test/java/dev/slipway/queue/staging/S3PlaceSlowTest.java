package dev.slipway.queue.staging;

import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.s3.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** S3Proxy. */
@Tag("slow")
class S3PlaceSlowTest extends PlaceContract {
  @TempDir Path root;
  private S3Server server;

  @Override
  Place open() throws Exception {
    server = S3Server.start(root);
    Credential credential =
        new Credential(
            "bucket",
            URI.create("s3://images/"),
            Optional.of(server.accessKey()),
            Optional.of(server.secretKey()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(server.endpoint()),
            Optional.empty());
    Destination wanted = new Destination("s3://images/daily", Optional.of("bucket"));
    return new Places(null).open(new Allowed(List.of(credential)).find(wanted));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Override
  Path folder() {
    return root.resolve("images/daily");
  }
}
