package dev.slipway.broker.cubrid;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A CUBRID installation on this machine.
 *
 * @param host where applications reach CUBRID's own broker
 * @param password the one that {@code dba} gets in all databases
 * @param installation what CUBRID calls {@code $CUBRID}
 * @param folder what CUBRID calls {@code $CUBRID_DATABASES}: each database has a folder in it
 */
public record CubridServer(String host, int port, String password, Path installation, Path folder) {
  /** The longest password that CUBRID takes, in bytes. */
  static final int LONGEST_PASSWORD = 31;

  private static final String WHAT = "CUBRID";
  private static final int PORT = 33000;
  private static final String ADMINISTRATOR = "dba";

  /**
   * Reads {@code cubrid://dba:PASSWORD@HOST:PORT/INSTALLATION}, as in {@code
   * cubrid://dba:secret@db.example.net/opt/cubrid}; see {@link ServerUrl}.
   *
   * @param folder where databases are; {@code databases} in the installation otherwise
   * @throws BrokerException with what is wrong, and never the password
   */
  public static CubridServer parse(String text, Optional<String> folder) throws BrokerException {
    ServerUrl url = ServerUrl.parse(WHAT, text, Map.of("cubrid", PORT)).withLogin(WHAT);
    if (!url.user().equals(ADMINISTRATOR)) {
      throw ServerUrl.wrong(WHAT, "names another user than `dba`, who makes users: write that");
    }
    if (url.name().isEmpty()) {
      throw ServerUrl.wrong(
          WHAT, "does not end with the folder of the installation: add it, as in `/opt/cubrid`");
    }
    if (url.password().getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
      throw ServerUrl.wrong(
          WHAT, "has a password of more than 31 bytes, which CUBRID takes: choose another");
    }
    Path installation = Path.of("/" + url.name());
    return new CubridServer(
        url.host(),
        url.port(),
        url.password(),
        installation,
        folder
            .map(Path::of)
            .orElse(installation.resolve("databases"))
            .toAbsolutePath()
            .normalize());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port + " in " + installation;
  }
}
