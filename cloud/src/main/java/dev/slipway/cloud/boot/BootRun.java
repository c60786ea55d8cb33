package dev.slipway.cloud.boot;

import dev.slipway.cloud.qemu.UnixSockets;
import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A QEMU that runs as long as this is open, and what comes from it. */
final class BootRun implements AutoCloseable {
  /** Something that came. */
  sealed interface Signal {
    /** The guest wrote to its serial console. */
    record Serial(byte[] bytes) implements Signal {}

    /** The firmware wrote to its debug port. */
    record Firmware(byte[] bytes) implements Signal {}

    /** QEMU ended. */
    record Ended(String how) implements Signal {}
  }

  private static final String SERIAL_SOCKET = "serial.sock";
  private static final String FIRMWARE_SOCKET = "firmware.sock";

  /** For QEMU's command line: the serial console leads here. */
  static final String SERIAL = "socket,id=serial,path=" + SERIAL_SOCKET;

  /** For QEMU's command line: what SeaBIOS writes to its debug port leads here. */
  static final List<String> FIRMWARE =
      List.of(
          "-chardev",
          "socket,id=firmware,path=" + FIRMWARE_SOCKET,
          "-device",
          "isa-debugcon,iobase=0x402,chardev=firmware");

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final ServerSocketChannel serial;
  private final ServerSocketChannel firmware;
  private final Thread qemu;

  /**
   * Starts QEMU.
   *
   * @param line its command line
   * @param folder where it runs, for its sockets
   * @param limit after how long it is ended in any case
   */
  BootRun(List<String> line, Path folder, Duration limit) throws IOException {
    serial = UnixSockets.listen(folder.resolve(SERIAL_SOCKET));
    firmware = UnixSockets.listen(folder.resolve(FIRMWARE_SOCKET));
    listen(serial, Signal.Serial::new);
    listen(firmware, Signal.Firmware::new);
    Command command = Command.of(line).in(folder).timeout(limit);
    qemu = Thread.ofVirtual().start(() -> run(command));
  }

  /** Waits for the next signal; null where none comes until then. */
  @Nullable Signal next(long nanos) throws InterruptedException {
    return signals.poll(nanos, TimeUnit.NANOSECONDS);
  }

  private void run(Command command) {
    try {
      command.run();
      signals.add(new Signal.Ended("the machine switched itself off"));
    } catch (CommandFailed e) {
      signals.add(new Signal.Ended(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      signals.add(new Signal.Ended("QEMU was ended"));
    }
  }

  private interface Wrap {
    Signal of(byte[] bytes);
  }

  private void listen(ServerSocketChannel server, Wrap wrap) {
    Thread.ofVirtual().start(() -> receive(server, wrap));
  }

  private void receive(ServerSocketChannel server, Wrap wrap) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try (SocketChannel channel = server.accept()) {
      while (channel.read(buffer) >= 0) {
        signals.add(wrap.of(Arrays.copyOf(buffer.array(), buffer.position())));
        buffer.clear();
      }
    } catch (ClosedChannelException e) {
      // This was closed before QEMU connected; the end of QEMU says why.
      return;
    } catch (IOException e) {
      signals.add(new Signal.Ended("the connection to QEMU broke: " + e.getMessage()));
    }
  }

  /** Ends QEMU where it still runs. */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    qemu.interrupt();
    while (true) {
      try {
        qemu.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    serial.close();
    firmware.close();
  }
}
