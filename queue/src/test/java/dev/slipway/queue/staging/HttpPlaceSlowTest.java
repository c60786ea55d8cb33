package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
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

/** Apache's WebDAV, with a password. */
@Tag("slow")
class HttpPlaceSlowTest extends PlaceContract {
  @TempDir Path root;
  private RealProcess server;
  private int port;

  @Override
  Place open() throws Exception {
    start();
    return place("daily", "a password");
  }

  private void start() throws Exception {
    port = Ports.free();
    Files.createDirectories(folder());
    String hash = Command.of("openssl", "passwd", "-apr1", "a password").lines().getFirst();
    Files.writeString(root.resolve("users"), "ann:" + hash + "\n");
    Path config = root.resolve("apache.conf");
    Files.writeString(config, configuration());
    if (System.getProperty("user.name").equals("root")) {
      Command.of("chown", "-R", "www-data:www-data", root.toString()).run();
      Command.of("chmod", "755", root.toString()).run();
    }
    server =
        RealProcess.start(
                List.of("/usr/sbin/apache2", "-DFOREGROUND", "-f", config.toString()),
                Map.of(),
                "resuming normal operations")
            .awaitReady();
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (String module :
        List.of(
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "dav",
            "dav_fs")) {
      text.append(
          "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n".formatted(module, module));
    }
    return text
        + """
        ServerName localhost
        Listen 127.0.0.1:%d
        User www-data
        Group www-data
        PidFile %s/apache.pid
        ErrorLog /dev/stderr
        LogLevel notice
        DavLockDB %s/locks
        DocumentRoot %s/files
        <Location />
            Dav On
            AuthType Basic
            AuthName images
            AuthUserFile %s/users
            Require valid-user
        </Location>
        """
            .formatted(port, root, root, root, root);
  }

  private Place place(String folder, String password) {
    URI url = URI.create("http://127.0.0.1:" + port + "/" + folder + "/");
    Credential credential =
        new Credential(
            "web",
            url,
            Optional.of("ann"),
            Optional.of(new Secret(password)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new HttpPlace(url, credential, null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  Path folder() {
    return root.resolve("files/daily");
  }

  @Test
  void saysThatTheLoginMayNotWrite() {
    try (Place place = place("daily", "another")) {
      assertThatThrownBy(() -> new Delivery(place).check())
          .hasMessageContaining("was answered with 401; see whether the login may do that");
    }
  }
}
