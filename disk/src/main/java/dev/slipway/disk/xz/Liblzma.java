package dev.slipway.disk.xz;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

/** XZ Utils' library (lzma/base.h, lzma/container.h). Found at run time, never needed. */
final class Liblzma {
  private static final String LIBRARY = "liblzma.so.5";
  private static final Optional<Liblzma> LOADED = load();

  private final MethodHandle start;
  private final MethodHandle code;
  private final MethodHandle end;

  private Liblzma(SymbolLookup symbols) {
    Linker linker = Linker.nativeLinker();
    start =
        linker.downcallHandle(
            symbols.findOrThrow("lzma_stream_decoder"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    code =
        linker.downcallHandle(
            symbols.findOrThrow("lzma_code"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    end =
        linker.downcallHandle(
            symbols.findOrThrow("lzma_end"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  }

  private static Optional<Liblzma> load() {
    // The stream's structure is laid out for 64 bits.
    if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Liblzma(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  static boolean available() {
    return LOADED.isPresent();
  }

  static Liblzma get() {
    return LOADED.orElseThrow(() -> new IllegalStateException(LIBRARY + " is not on this system"));
  }

  int start(MemorySegment stream, long mostMemory, int flags) {
    try {
      return (int) start.invokeExact(stream, mostMemory, flags);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int code(MemorySegment stream, int action) {
    try {
      return (int) code.invokeExact(stream, action);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void end(MemorySegment stream) {
    try {
      end.invokeExact(stream);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static Error failed(Throwable e) {
    return e instanceof Error error ? error : new AssertionError(e);
  }
}
