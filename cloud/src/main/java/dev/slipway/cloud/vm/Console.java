package dev.slipway.cloud.vm;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.folder.FolderLock;
import dev.slipway.cloud.qemu.UnixSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A connection to an instance's serial console. QEMU keeps the log at the same time. */
public final class Console implements AutoCloseable {
  /** Ctrl-], which leaves the console. */
  public static final int LEAVE = 0x1d;

  private static final int SHOWN_BEFORE = 2000;

  private final FolderLock lock;
  private final byte[] before;
  private final SocketChannel channel;

  private Console(FolderLock lock, byte[] before, SocketChannel channel) {
    this.lock = lock;
    this.before = before;
    this.channel = channel;
  }

  /** QEMU lets a second user wait without a word, so a lock says that there is one already. */
  static Console open(VmFolder folder, String name) throws IOException {
    FolderLock lock =
        FolderLock.tryTake(folder.path().resolve("console.lock"))
            .orElseThrow(() ->
                new CloudException(
                    Code.BUSY,
                    "somebody else is at the console of " + name + "; leave it there first"));
    try {
      byte[] before = end(folder.path().resolve(VmFolder.SERIAL_LOG));
      return new Console(lock, before, UnixSockets.connect(folder.console()));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** The last lines of the log, so that the user sees the prompt that is there already. */
  private static byte[] end(Path log) throws IOException {
    if (!Files.exists(log)) {
      return new byte[0];
    }
    try (FileChannel file = FileChannel.open(log)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(file.size(), SHOWN_BEFORE));
      file.read(buffer, file.size() - buffer.capacity());
      byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
      int line = file.size() > SHOWN_BEFORE ? indexOf(bytes, bytes.length, '\n') + 1 : 0;
      return Arrays.copyOfRange(bytes, line, bytes.length);
    }
  }

  /**
   * Shows what came last and connects two streams with the console until the instance ends, the
   * input does, or the user types Ctrl-]. A thread may be left behind that waits for the input's
   * next byte, where the instance ended first.
   *
   * @param in what the user types; a terminal should be in raw mode
   * @param out takes what the instance writes
   */
  public void connect(InputStream in, OutputStream out) throws IOException, InterruptedException {
    AtomicReference<@Nullable IOException> fault = new AtomicReference<>();
    Thread typing =
        Thread.ofPlatform().daemon().name("console-input").unstarted(() -> type(in, fault));
    typing.start();
    out.write(before);
    out.flush();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (channel.read(buffer) >= 0) {
        out.write(buffer.array(), 0, buffer.position());
        out.flush();
        buffer.clear();
      }
    } catch (ClosedChannelException e) {
      // The user left; or this thread is to stop.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    IOException typed = fault.get();
    if (typed != null) {
      throw typed;
    }
  }

  private void type(InputStream in, AtomicReference<@Nullable IOException> fault) {
    try (channel) {
      byte[] bytes = new byte[256];
      int count = in.read(bytes);
      while (count >= 0) {
        int leave = indexOf(bytes, count, LEAVE);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, leave < 0 ? count : leave);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (leave >= 0) {
          return;
        }
        count = in.read(bytes);
      }
    } catch (ClosedChannelException | InterruptedIOException e) {
      // The instance ended first.
      return;
    } catch (IOException e) {
      fault.set(e);
    }
  }

  private static int indexOf(byte[] bytes, int count, int wanted) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      channel.close();
    }
  }
}
