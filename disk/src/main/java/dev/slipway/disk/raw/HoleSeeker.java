package dev.slipway.disk.raw;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Asks Linux where a file's data and holes are, with lseek(2). It has a file descriptor of its own,
 * because Java keeps those of its channels to itself.
 */
final class HoleSeeker implements AutoCloseable {
  private static final int O_CLOEXEC = 02000000;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final int ENXIO = 6;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_VALUE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("open"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle LSEEK =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("lseek"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT),
          ERRNO);
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final Path file;
  private final int descriptor;
  private boolean closed;

  private HoleSeeker(Path file, int descriptor) {
    this.file = file;
    this.descriptor = descriptor;
  }

  /** Whether this system is one whose lseek is known here. */
  static boolean available() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  static HoleSeeker open(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), O_CLOEXEC);
      if (descriptor < 0) {
        throw new IOException("cannot open " + file + " to find its holes");
      }
      return new HoleSeeker(file, descriptor);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Where data starts at or after a byte; {@link Long#MAX_VALUE} where none does. */
  long data(long from) throws IOException {
    return seek(from, SEEK_DATA, from);
  }

  /** Where a hole or the file's end starts at or after a byte that has data. */
  long hole(long from) throws IOException {
    return seek(from, SEEK_HOLE, Long.MAX_VALUE);
  }

  /**
   * @param otherwise the answer for what knows no holes, such as a block device
   */
  private synchronized long seek(long from, int whence, long otherwise) throws IOException {
    if (closed) {
      throw new IOException(file + " is closed");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      long found = (long) LSEEK.invokeExact(state, descriptor, from, whence);
      if (found >= 0) {
        return found;
      }
      return (int) ERRNO_VALUE.get(state, 0L) == ENXIO ? Long.MAX_VALUE : otherwise;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
