package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.real.Certificate;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pyftpdlib that takes nothing in the clear. */
@Tag("slow")
class FtpsPlaceSlowTest extends PlaceContract {
  private static final String SERVER =
      """
      import sys
      from pyftpdlib.authorizers import DummyAuthorizer
      from pyftpdlib.handlers import TLS_FTPHandler
      from pyftpdlib.servers import FTPServer
      port, root, certificate, key = sys.argv[1:]
      users = DummyAuthorizer()
      users.add_user("ann", "a password", root, perm="elradfmwMT")
      class Handler(TLS_FTPHandler):
          certfile, keyfile, authorizer = certificate, key, users
          tls_control_required = tls_data_required = True
      server = FTPServer(("127.0.0.1", int(port)), Handler)
      print("ready")
      server.serve_forever()
      """;

  @TempDir Path root;
  @TempDir Path keys;
  private Certificate certificate;
  private RealProcess server;
  private int port;

  @Override
  Place open() throws Exception {
    certificate = Certificate.make(keys, "localhost");
    port = Ports.free();
    server =
        RealProcess.start(
                List.of(
                    "/usr/bin/python3",
                    "-u",
                    "-c",
                    SERVER,
                    String.valueOf(port),
                    root.toString(),
                    certificate.certificate().toString(),
                    certificate.key().toString()),
                Map.of(),
                "ready")
            .awaitReady();
    return place("localhost", certificate.trust());
  }

  private Place place(String host, @Nullable SSLContext trust) throws Exception {
    URI url = URI.create("ftps://" + host + ":" + port + "/images/daily/");
    return new FtpPlace(url, FtpPlaceSlowTest.credential(url, "a password"), trust);
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
  void givesNothingToWhomeverItDoesNotKnow() {
    assertThatThrownBy(() -> place("localhost", null)).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> place("127.0.0.1", certificate.trust()))
        .isInstanceOf(SSLException.class);
  }
}
