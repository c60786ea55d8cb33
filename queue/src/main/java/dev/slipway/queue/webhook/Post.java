package dev.slipway.queue.webhook;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 POST to an address that was looked at before. The JDK's client would resolve the
 * host's name once more, and a name that had a public address for the look may have a private one
 * then. Redirects are not followed, for the same reason.
 *
 * @param limit how long all of it may take
 */
record Post(InetAddress address, URI url, SSLSocketFactory tls, Duration limit) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");
  private static final int LONGEST_LINE = 1_000;

  /**
   * Sends.
   *
   * @return the status of the answer, whose body is not read
   */
  int send(Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
    Socket plain = new Socket();
    // Closing the socket ends whatever waits for it: a slow answer, a slow handshake.
    Thread guard = Thread.ofVirtual().start(() -> closeLater(plain));
    try (plain) {
      plain.connect(new InetSocketAddress(address, port()), Math.toIntExact(limit.toMillis()));
      try (Socket socket = isTls() ? secured(plain) : plain) {
        OutputStream out = socket.getOutputStream();
        out.write(head(headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        return status(socket.getInputStream());
      }
    } catch (IOException e) {
      throw guard.isAlive()
          ? e
          : new IOException("no answer within " + limit.toSeconds() + " s", e);
    } finally {
      guard.interrupt();
      guard.join();
    }
  }

  private void closeLater(Socket socket) {
    try {
      Thread.sleep(limit);
      socket.close();
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTls() {
    return url.getScheme().equalsIgnoreCase("https");
  }

  private int port() {
    return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
  }

  private SSLSocket secured(Socket plain) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, url.getHost(), port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private String head(Map<String, String> headers, int length) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
    head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("Content-Length: ")
        .append(length)
        .append("\r\nConnection: close\r\n\r\n")
        .toString();
  }

  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("the answer is no HTTP");
      }
      line.append((char) c);
    }
    Matcher status = STATUS.matcher(line.toString().strip());
    if (!status.matches()) {
      throw new IOException("the answer is no HTTP");
    }
    return Integer.parseInt(status.group(1));
  }
}
