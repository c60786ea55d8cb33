package dev.slipway.disk.tree;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where a file of this machine has holes on its own disk (lseek's SEEK_DATA and SEEK_HOLE). What is
 * in a hole is zero; the rest may be zero or not. Used by one thread at a time.
 */
public final class HostHoles implements AutoCloseable {
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final MethodHandle OPEN =
      LibC.function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle LSEEK =
      LibC.function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final long size;
  private final int file;

  /**
   * Opens a file.
   *
   * @param size its size in bytes
   */
  public HostHoles(Path path, long size) throws IOException {
    this.size = size;
    byte[] raw = RawNames.bytes(path.toAbsolutePath());
    MemorySegment name = arena.allocate(raw.length + 1L);
    name.copyFrom(MemorySegment.ofArray(raw));
    file = open(name);
    if (file < 0) {
      int error = error();
      arena.close();
      throw error == LibC.ENOENT
          ? new NoSuchFileException(path.toString())
          : new FileSystemException(path.toString(), null, "open failed with error " + error);
    }
  }

  /** The first byte from a position on that is in no hole, or the size where none is. */
  public long nextData(long position) {
    long found = seek(position, SEEK_DATA);
    if (found >= 0) {
      return Math.min(found, size);
    }
    return error() == LibC.ENXIO ? size : position; // other errors: not known, so all may be data
  }

  /** The first byte from a position on that is in a hole, or the size where none is. */
  public long nextHole(long position) {
    long found = seek(position, SEEK_HOLE);
    return found > position ? Math.min(found, size) : size;
  }

  private int open(MemorySegment name) {
    try {
      return (int) OPEN.invokeExact(errno, name, O_RDONLY_CLOEXEC);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }

  private long seek(long position, int whence) {
    try {
      return (long) LSEEK.invokeExact(errno, file, position, whence);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }

  private int error() {
    return LibC.error(errno);
  }

  @Override
  public void close() {
    try {
      int _ = (int) CLOSE.invokeExact(errno, file);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
    arena.close();
  }
}
