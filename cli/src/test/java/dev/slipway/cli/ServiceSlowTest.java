package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server and worker as programs of their own: how they start and end. */
@Tag("slow")
@Timeout(120)
class ServiceSlowTest {
  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process start(String broker, String... arguments) throws IOException {
    ProcessBuilder builder = Program.process(arguments);
    builder.directory(folder.toFile());
    builder.environment().put("SLIPWAY_CACHE", folder.resolve("cache").toString());
    builder.environment().put("SLIPWAY_BROKER", broker);
    // Spring's own, which nobody means who sets it for something else.
    builder.environment().put("SERVER_PORT", "1");
    builder.redirectOutput(new File("/dev/null"));
    return builder.start();
  }

  /** Reads what a program says until it has said something. */
  private static String until(Process process, String wanted) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader err = process.errorReader();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.append(line).append('\n');
      if (line.contains(wanted)) {
        return said.toString();
      }
    }
    return said.toString();
  }

  private static void signal(Process process) throws Exception {
    Command.of("kill", "-s", "TERM", String.valueOf(process.pid())).run();
  }

  @Test
  void aServerThatCannotListenEndsAndSaysWhy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      for (String option : new String[] {"--amqp-port", "--port"}) {
        String other = option.equals("--port") ? "--amqp-port" : "--port";
        Process server =
            start("", "server", option, port, other, String.valueOf(freePort()), "--slots", "0");
        try {
          assertThat(until(server, "never said"))
              .startsWith("slipway: the ")
              .contains("cannot listen on 127.0.0.1:" + port)
              .hasLineCount(1);
          assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
          assertThat(server.exitValue()).isEqualTo(1);
        } finally {
          server.destroyForcibly();
        }
      }
    }
  }

  @Test
  void aServerThatIsToldToEndWhileItStartsShowsItsPasswordAndEndsWell() throws Exception {
    String port = String.valueOf(freePort());
    String amqp = String.valueOf(freePort());
    Path data = Files.createDirectory(folder.resolve("slipway-data"));
    try (WatchService made = data.getFileSystem().newWatchService()) {
      data.register(made, StandardWatchEventKinds.ENTRY_CREATE);
      Process server = start("", "server", "--port", port, "--amqp-port", amqp, "--slots", "0");
      try {
        // Its first file.
        made.take();
        signal(server);
        assertThat(until(server, "never said"))
            .contains("sign in as `admin`")
            .endsWith("slipway: the build service ends\n")
            .doesNotContain("Exception");
        assertThat(server.waitFor()).isZero();
      } finally {
        server.destroyForcibly();
      }
    }
  }

  @Test
  void aWorkerTakesBuildsUntilItIsToldToEndAndAWrongLoginEndsItAtOnce() throws Exception {
    int port = freePort();
    Process server =
        start(
            "",
            "server",
            "--port",
            String.valueOf(freePort()),
            "--amqp-port",
            String.valueOf(port),
            "--slots",
            "0");
    try {
      assertThat(until(server, "the build service is at"))
          .contains("sign in as `admin`", "http://127.0.0.1:");
      Process wrong = start("amqp://slipway:wrongsecret@127.0.0.1:" + port, "worker");
      assertThat(until(wrong, "never said"))
          .contains("refuses the login")
          .doesNotContain("wrongsecret");
      assertThat(wrong.waitFor()).isEqualTo(1);
      String password = Files.readString(folder.resolve("slipway-data/amqp.password")).strip();
      Process worker = start("amqp://slipway:" + password + "@127.0.0.1:" + port, "worker");
      try {
        until(worker, "slipway: worker");
        signal(worker);
        assertThat(until(worker, "never said")).contains("has ended");
        assertThat(worker.waitFor()).isZero();
      } finally {
        worker.destroyForcibly();
      }
      signal(server);
      assertThat(until(server, "never said")).isEqualTo("slipway: the build service ends\n");
      assertThat(server.waitFor()).isZero();
    } finally {
      server.destroyForcibly();
    }
  }
}
