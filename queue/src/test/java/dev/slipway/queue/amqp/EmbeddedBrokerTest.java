package dev.slipway.queue.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import dev.slipway.queue.QueueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedBrokerTest {
  @TempDir Path work;

  private static BrokerUrl url(int port) {
    return new BrokerUrl(false, "127.0.0.1", port, "slipway", "secret", "/");
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aPortThatIsTakenIsAnErrorAndNothingOfTheBrokerGoesOn() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(url(taken.getLocalPort()), work))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("in use")
          .hasMessageContaining("amqp.port");
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(t -> t.isAlive() && !t.isDaemon() && !t.getName().equals("main"))
        .extracting(Thread::getName)
        .noneMatch(name -> name.matches("(?i).*(broker|virtualhost|selector|IO-).*"));
    assertThat(Files.exists(work.resolve("broker.json"))).isFalse();
  }

  @Test
  void itsOnlyUserSendsAndTakesMessagesAndOthersAreRefused() throws Exception {
    BrokerUrl url = url(freePort());
    try (EmbeddedBroker broker = EmbeddedBroker.start(url, work)) {
      Session session = Session.open(broker.url(), "test", null);
      Channel channel = session.channel();
      channel.queueDeclare("q", true, false, false, Map.of());
      session.send("", "q", new byte[] {1, 2});
      byte[] got = null;
      while (got == null) {
        var response = channel.basicGet("q", true);
        got = response == null ? null : response.getBody();
      }
      assertThat(got).containsExactly(1, 2);
      session.close();
      BrokerUrl other = new BrokerUrl(false, "127.0.0.1", url.port(), "slipway", "wrong", "/");
      assertThatThrownBy(() -> Session.open(other, "test", null))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("wrong");
      assertThat(Files.exists(work.resolve("broker.json"))).isFalse();
    }
  }
}
