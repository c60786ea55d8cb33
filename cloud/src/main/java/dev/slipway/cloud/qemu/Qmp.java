package dev.slipway.cloud.qemu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A short conversation with a machine's monitor (QEMU Machine Protocol specification). A monitor
 * talks with one at a time, so this is closed as soon as the answer is there.
 */
public final class Qmp implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_LINE = 1 << 20;
  private static final Pattern FORWARD =
      Pattern.compile("TCP\\[HOST_FORWARD]\\s+\\d+\\s+\\S+\\s+(\\d+)\\s+\\S+\\s+(\\d+)\\s");

  private final Path socket;
  private final SocketChannel channel;
  private final Selector selector;
  private final long deadline;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

  private Qmp(Path socket, SocketChannel channel, Duration limit) throws IOException {
    this.socket = socket;
    this.channel = channel;
    this.deadline = System.nanoTime() + limit.toNanos();
    channel.configureBlocking(false);
    selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
  }

  /**
   * Connects to a monitor.
   *
   * @param limit how long the whole conversation may take
   */
  public static Qmp connect(Path socket, Duration limit) throws IOException {
    SocketChannel channel = UnixSockets.connect(socket);
    try {
      Qmp qmp = new Qmp(socket, channel, limit);
      qmp.readLine();
      qmp.execute("qmp_capabilities", Map.of());
      return qmp;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Presses the power button. */
  public void powerDown() throws IOException {
    execute("system_powerdown", Map.of());
  }

  /** What the machine is doing: {@code running}, {@code paused}, {@code shutdown} and so on. */
  public String status() throws IOException {
    return execute("query-status", Map.of()).path("status").asString();
  }

  /** Writes what the display shows to a PNG file. */
  public void screenshot(Path png) throws IOException {
    execute("screendump", Map.of("filename", png.toAbsolutePath().toString(), "format", "png"));
  }

  /** The host port that leads to a guest port, where there is one. */
  public Optional<Integer> hostPort(int guest) throws IOException {
    String text =
        execute("human-monitor-command", Map.of("command-line", "info usernet")).asString();
    Matcher matcher = FORWARD.matcher(text);
    while (matcher.find()) {
      if (Integer.parseInt(matcher.group(2)) == guest) {
        return Optional.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  private JsonNode execute(String command, Map<String, String> arguments) throws IOException {
    String request =
        JSON.writeValueAsString(Map.of("execute", command, "arguments", arguments)) + "\n";
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(request);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    while (true) {
      JsonNode answer = readLine();
      if (answer.has("return")) {
        return answer.get("return");
      }
      if (answer.has("error")) {
        throw new IOException(
            "QEMU refused " + command + ": " + answer.path("error").path("desc").asString());
      }
    }
  }

  private JsonNode readLine() throws IOException {
    line.reset();
    while (true) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          return parse(line.toString(StandardCharsets.UTF_8));
        }
        line.write(next);
        if (line.size() > LONGEST_LINE) {
          throw new IOException(socket + " answered with an endless line");
        }
      }
      fill();
    }
  }

  private void fill() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    while (count == 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IOException(
            socket + " did not answer in time; is somebody else connected to this monitor?");
      }
      selector.select(left);
      selector.selectedKeys().clear();
      if (Thread.currentThread().isInterrupted()) {
        throw new java.nio.channels.ClosedByInterruptException();
      }
      count = channel.read(buffer);
    }
    if (count < 0) {
      throw new IOException(socket + " closed the conversation");
    }
    buffer.flip();
  }

  private JsonNode parse(String text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IOException(socket + " answered with something that is not JSON: " + text, e);
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
