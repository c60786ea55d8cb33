package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.Secret;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pyftpdlib in the clear. */
@Tag("slow")
class FtpPlaceSlowTest extends PlaceContract {
  @TempDir Path root;
  private RealProcess server;
  private int port;

  @Override
  Place open() throws Exception {
    port = Ports.free();
    server =
        RealProcess.start(
                List.of(
                    "/usr/bin/python3",
                    "-u",
                    "-m",
                    "pyftpdlib",
                    "-w",
                    "--interface=127.0.0.1",
                    "--port=" + port,
                    "--directory=" + root,
                    "--username=ann",
                    "--password=a password"),
                Map.of(),
                "starting FTP server")
            .awaitReady();
    return place("a password");
  }

  private Place place(String password) throws Exception {
    URI url = URI.create("ftp://127.0.0.1:" + port + "/images/daily/");
    return new FtpPlace(url, credential(url, password), null);
  }

  static Credential credential(URI url, String password) {
    return new Credential(
        "ftp",
        url,
        Optional.of("ann"),
        Optional.of(new Secret(password)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  Path folder() {
    return root.resolve("images/daily");
  }

  @Test
  void saysThatTheLoginIsRefusedWithoutThePassword() {
    assertThatThrownBy(() -> place("another"))
        .hasMessageContaining("the login was refused: 530")
        .hasMessageNotContaining("another");
  }

  @Test
  void saysThatAFolderCannotBeMade() throws Exception {
    Files.writeString(root.resolve("images"), "a file");

    try (Place place = place("a password")) {
      assertThatThrownBy(() -> new Delivery(place).check())
          .hasMessageContaining("the folder `/images` was refused: 550");
    }
  }
}
