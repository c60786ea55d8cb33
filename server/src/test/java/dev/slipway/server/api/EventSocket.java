package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A stream of a build's events over a socket of its own, as HTTP/1.1 has it (RFC 9112, 7.1). */
final class EventSocket implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  /** How much of the chunk is left. */
  private int left;

  private EventSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Follows a build from after an event. */
  static EventSocket open(Client client, long build, long last) throws IOException {
    URI address = client.address();
    EventSocket stream = new EventSocket(new Socket(address.getHost(), address.getPort()));
    String request =
        """
        GET /api/v1/builds/%d/events HTTP/1.1
        Host: %s
        Authorization: %s
        Accept: text/event-stream
        Last-Event-ID: %d

        """
            .formatted(build, address.getAuthority(), client.authorization(), last)
            .replace("\n", "\r\n");
    stream.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(stream.head()).startsWith("HTTP/1.1 200").contains("Transfer-Encoding: chunked");
    return stream;
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) read());
    }
    return head.toString();
  }

  /** The number of the next event; empty after the last. */
  Optional<Long> next() throws IOException {
    while (true) {
      String line = line();
      if (line.startsWith("id: ")) {
        return Optional.of(Long.parseLong(line.substring(4)));
      }
      if (line.equals("event: end")) {
        return Optional.empty();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = body(); next != '\n'; next = body()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private int body() throws IOException {
    if (left == 0) {
      chunk();
    }
    int next = read();
    if (--left == 0) {
      read();
      read();
    }
    return next;
  }

  private void chunk() throws IOException {
    StringBuilder size = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      size.append((char) next);
    }
    left = Integer.parseInt(size.toString().strip(), 16);
    if (left == 0) {
      throw new EOFException("the stream ended without the event `end`");
    }
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the connection ended within the stream");
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
