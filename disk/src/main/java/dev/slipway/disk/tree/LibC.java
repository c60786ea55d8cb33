package dev.slipway.disk.tree;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Functions of the C library, and its error numbers. */
final class LibC {
  static final int ENOENT = 2;
  static final int ENXIO = 6;
  static final int ENODATA = 61;
  static final int ENOTSUP = 95;

  /** Room for errno, which each function is given first. */
  static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();

  private static final long ERRNO_OFFSET =
      ERRNO.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private LibC() {}

  static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    MemorySegment symbol =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsupportedOperationException("no " + name + " in libc"));
    return linker.downcallHandle(symbol, type, Linker.Option.captureCallState("errno"));
  }

  /** The number of the last call's error. */
  static int error(MemorySegment errno) {
    return errno.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
  }

  /** What is thrown where a call fails before the function is reached. */
  static IllegalStateException unexpected(Throwable cause) {
    return new IllegalStateException("a call of the C library failed", cause);
  }
}
