package dev.slipway.cloud.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketsTest {
  @TempDir Path folder;

  @Test
  void connectsAtAnyDepth() throws Exception {
    for (String deep : List.of("short", "x".repeat(200) + "/ü".repeat(100))) {
      Path socket = Files.createDirectories(folder.resolve(deep)).resolve("test.sock");
      try (ServerSocketChannel server = UnixSockets.listen(socket);
          SocketChannel client = UnixSockets.connect(socket);
          SocketChannel accepted = server.accept()) {
        client.write(ByteBuffer.wrap(new byte[] {7}));
        ByteBuffer read = ByteBuffer.allocate(1);
        accepted.read(read);
        assertThat(read.get(0)).isEqualTo((byte) 7);
        assertThat(socket).exists();
      }
    }
  }

  @Test
  void namesTheSocketThatDoesNotAnswer() {
    Path socket = folder.resolve("none.sock");
    assertThatThrownBy(() -> UnixSockets.connect(socket))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(socket.toString());
  }
}
