package dev.slipway.disk.tree;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK does not tell of files on Linux: all of their status at once, and extended
 * attributes of every kind. Nothing here follows symbolic links. Used by one thread at a time.
 */
final class HostFiles implements AutoCloseable {
  private static final int LONGEST_PATH = 4096;
  private static final int LARGEST_ATTRIBUTE = 65536;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int BASIC_STATS = 0x7FF;
  private static final long MOUNT_ROOT = 0x2000;

  private static final FunctionDescriptor READ =
      FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);

  private static final MethodHandle STATX =
      LibC.function(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle LIST = LibC.function("llistxattr", READ);
  private static final MethodHandle READLINK = LibC.function("readlink", READ);
  private static final MethodHandle GET =
      LibC.function(
          "lgetxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final MemorySegment path = arena.allocate(LONGEST_PATH + 257);
  private final MemorySegment status = arena.allocate(256, 8);
  private final MemorySegment names = arena.allocate(LARGEST_ATTRIBUTE);
  private final MemorySegment name = arena.allocate(257);
  private final MemorySegment value = arena.allocate(LARGEST_ATTRIBUTE);
  private int directoryLength;
  private int length;

  /** Reads a directory's or a file's status; sizes in bytes, time in seconds since 1970. */
  record Status(
      int mode,
      long links,
      long uid,
      long gid,
      long inode,
      long size,
      long mtime,
      int major,
      int minor,
      long device,
      boolean isMountRoot) {}

  /** Turns to a directory. */
  void inDirectory(byte[] directory) throws IOException {
    if (directory.length >= LONGEST_PATH) {
      throw new FileSystemException(
          new String(directory, StandardCharsets.UTF_8),
          null,
          "longer than the 4095 bytes that Linux allows for a path");
    }
    MemorySegment.copy(directory, 0, path, JAVA_BYTE, 0, directory.length);
    directoryLength = directory.length;
    length = directory.length;
    path.set(JAVA_BYTE, length, (byte) 0);
  }

  /** Turns to a file in the directory; its name has at most 255 bytes. */
  void file(byte[] file) {
    path.set(JAVA_BYTE, directoryLength, (byte) '/');
    MemorySegment.copy(file, 0, path, JAVA_BYTE, directoryLength + 1, file.length);
    length = directoryLength + 1 + file.length;
    path.set(JAVA_BYTE, length, (byte) 0);
  }

  Status status() throws IOException {
    int result;
    try {
      result =
          (int) STATX.invokeExact(errno, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, BASIC_STATS, status);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
    if (result < 0) {
      throw failure("statx");
    }
    return new Status(
        Short.toUnsignedInt(status.get(JAVA_SHORT, 28)),
        unsigned(16),
        unsigned(20),
        unsigned(24),
        status.get(JAVA_LONG, 32),
        status.get(JAVA_LONG, 40),
        status.get(JAVA_LONG, 112),
        status.get(JAVA_INT, 128),
        status.get(JAVA_INT, 132),
        unsigned(136) << 32 | unsigned(140),
        (status.get(JAVA_LONG, 8) & status.get(JAVA_LONG, 56) & MOUNT_ROOT) != 0);
  }

  private long unsigned(long offset) {
    return Integer.toUnsignedLong(status.get(JAVA_INT, offset));
  }

  /** The names of all extended attributes, each with a NUL behind it; none where there are none. */
  byte[] attributeNames() throws IOException {
    long size;
    try {
      size = (long) LIST.invokeExact(errno, path, names, (long) LARGEST_ATTRIBUTE);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
    if (size < 0 && error() != LibC.ENOTSUP) {
      throw failure("llistxattr");
    }
    return size <= 0 ? new byte[0] : names.asSlice(0, size).toArray(JAVA_BYTE);
  }

  /** An extended attribute's value; null where it is gone. */
  byte @Nullable [] attribute(String attribute) throws IOException {
    name.setString(0, attribute);
    long size;
    try {
      size = (long) GET.invokeExact(errno, path, name, value, (long) LARGEST_ATTRIBUTE);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
    if (size < 0 && error() == LibC.ENODATA) {
      return null;
    }
    if (size < 0) {
      throw failure("lgetxattr of " + attribute);
    }
    return value.asSlice(0, size).toArray(JAVA_BYTE);
  }

  /** A symbolic link's target. */
  byte[] target() throws IOException {
    long size;
    try {
      size = (long) READLINK.invokeExact(errno, path, value, (long) LARGEST_ATTRIBUTE);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
    if (size < 0) {
      throw failure("readlink");
    }
    return value.asSlice(0, size).toArray(JAVA_BYTE);
  }

  private int error() {
    return LibC.error(errno);
  }

  private IOException failure(String call) {
    String file = path();
    return error() == LibC.ENOENT
        ? new NoSuchFileException(file)
        : new FileSystemException(file, null, call + " failed with error " + error());
  }

  /** Where it is turned to, for messages. */
  String path() {
    return new String(path.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    arena.close();
  }
}
