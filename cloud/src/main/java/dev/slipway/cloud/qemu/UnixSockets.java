package dev.slipway.cloud.qemu;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unix sockets in folders with any path. An address has room for 107 bytes (unix(7)); a socket that
 * lies deeper is reached through its folder's open file, {@code /proc/self/fd/N/NAME}.
 */
public final class UnixSockets {
  private static final int LONGEST = 100;
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private UnixSockets() {}

  /** Connects to a socket. */
  public static SocketChannel connect(Path socket) throws IOException {
    return at(
        socket,
        address -> {
          SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
          try {
            channel.connect(address);
          } catch (IOException e) {
            channel.close();
            throw new IOException(socket + ": " + e.getMessage(), e);
          }
          return channel;
        });
  }

  /** Makes a socket and listens on it. */
  public static ServerSocketChannel listen(Path socket) throws IOException {
    return at(
        socket,
        address -> {
          ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
          try {
            channel.bind(address);
          } catch (IOException e) {
            channel.close();
            throw new IOException(socket + ": " + e.getMessage(), e);
          }
          return channel;
        });
  }

  private interface Use<T> {
    T with(UnixDomainSocketAddress address) throws IOException;
  }

  private static <T> T at(Path socket, Use<T> use) throws IOException {
    Path whole = socket.toAbsolutePath();
    if (whole.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return use.with(UnixDomainSocketAddress.of(whole));
    }
    Path folder = whole.getParent();
    if (folder == null) {
      throw new IOException(socket + " is no path of a socket");
    }
    // Two threads with the same folder could otherwise take each other's open file.
    synchronized (UnixSockets.class) {
      try (DirectoryStream<Path> _ = Files.newDirectoryStream(folder)) {
        Path shortcut = openFile(folder.toRealPath());
        return use.with(UnixDomainSocketAddress.of(shortcut.resolve(whole.getFileName())));
      }
    }
  }

  private static Path openFile(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file) && pointsTo(file, folder)) {
          return file;
        }
      }
    }
    throw new IOException(folder + " is open, but not in " + OPEN_FILES);
  }

  private static boolean pointsTo(Path file, Path folder) {
    try {
      return Files.readSymbolicLink(file).equals(folder);
    } catch (IOException e) {
      // This file was closed since the folder was listed, so it is not the one.
      return false;
    }
  }
}
