package dev.slipway.server;

import dev.slipway.definition.Architecture;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.ServerConfigReader;
import dev.slipway.server.operation.Logs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A server on free ports. */
final class TestServer {
  private TestServer() {}

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** With some settings beside the ports and the folder; no local worker unless they say so. */
  static ServerConfig config(Path data, Map<String, String> settings) throws Exception {
    Map<String, Flag> flags = new HashMap<>();
    Map<String, String> all = new HashMap<>();
    all.put("data", data.toString());
    all.put("listen.port", String.valueOf(freePort()));
    all.put("amqp.port", String.valueOf(freePort()));
    all.put("worker.slots", "0");
    all.putAll(settings);
    all.forEach((name, text) -> flags.put(name, new Flag("--set " + name, text)));
    return ServerConfigReader.read(Optional.empty(), Map.of(), flags, data).config();
  }

  static Server start(ServerConfig config) throws IOException, InterruptedException {
    return start(config, Path.of("slipway"));
  }

  static Server start(ServerConfig config, Path program) throws IOException, InterruptedException {
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR), System.err);
    return Server.start(
        config,
        new Server.Means(
            program,
            "slipway test",
            Map.of(),
            Architecture.ofMachine(System.getProperty("os.arch", "")).orElseThrow(),
            "testhost",
            Clock.systemUTC(),
            new SecureRandom()));
  }
}
