package dev.slipway.disk.deflate;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Intel's ISA-L, where the system has it: several times as fast as {@link Deflate}, for somewhat
 * larger results, which depend on its version and on the processor. Found at run time, never
 * needed. One thread uses one at a time.
 */
public final class Isal implements AutoCloseable {
  private static final String LIBRARY = "libisal.so.2";

  /** Larger than what the library's stream and its first level's tables take in any version. */
  private static final long STREAM_BYTES = 512 << 10;

  private static final int TABLE_BYTES = 1 << 20;

  /** Where struct isal_zstream (igzip_lib.h) has its fields. */
  private static final long NEXT_IN = 0;

  private static final long AVAIL_IN = 8;
  private static final long NEXT_OUT = 16;
  private static final long AVAIL_OUT = 24;
  private static final long TOTAL_OUT = 28;
  private static final long LEVEL = 40;
  private static final long LEVEL_BUF_SIZE = 44;
  private static final long LEVEL_BUF = 48;
  private static final long END_OF_STREAM = 56;
  private static final long FLUSH = 58;

  private static final short FULL_FLUSH = 2;
  private static final int DONE = 0;

  private static final Optional<Library> LOADED = load();

  private final Library library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(STREAM_BYTES, 64);
  private final MemorySegment tables = arena.allocate(TABLE_BYTES, 64);
  private MemorySegment input = MemorySegment.NULL;
  private MemorySegment output = MemorySegment.NULL;

  private record Library(MethodHandle start, MethodHandle deflate) {}

  private Isal(Library library) {
    this.library = library;
  }

  /** Whether the library is here and does what it should. */
  public static boolean available() {
    return LOADED.isPresent();
  }

  /**
   * A new one.
   *
   * @throws IllegalStateException where the library is not here
   */
  public static Isal create() {
    return new Isal(
        LOADED.orElseThrow(() -> new IllegalStateException(LIBRARY + " is not on this system")));
  }

  private static Optional<Library> load() {
    try {
      SymbolLookup symbols = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
      Linker linker = Linker.nativeLinker();
      Library library =
          new Library(
              linker.downcallHandle(
                  symbols.findOrThrow("isal_deflate_stateless_init"),
                  FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
              linker.downcallHandle(
                  symbols.findOrThrow("isal_deflate_stateless"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
      return works(library) ? Optional.of(library) : Optional.empty();
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      return Optional.empty(); // It is not here, which is as good.
    }
  }

  /** Whether what it makes can be read again: another version might have another structure. */
  private static boolean works(Library library) {
    byte[] sample = new byte[100_000];
    Random random = new Random(1);
    for (int i = 0; i < sample.length; i++) {
      sample[i] = (byte) (i < 50_000 ? random.nextInt(4) : i % 251);
    }
    byte[] packed = new byte[sample.length + 1000];
    byte[] again = new byte[sample.length];
    Inflater inflater = new Inflater(true);
    try (Isal isal = new Isal(library)) {
      int length = isal.compressPart(sample, 0, sample.length, packed, 0);
      inflater.setInput(packed, 0, length);
      return inflater.inflate(again) == sample.length && java.util.Arrays.equals(sample, again);
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }

  /** As {@link Deflate#compressPart}. */
  public int compressPart(byte[] bytes, int from, int count, byte[] packed, int at) {
    reserve(count);
    MemorySegment.copy(bytes, from, input, ValueLayout.JAVA_BYTE, 0, count);
    try {
      library.start.invokeExact(stream);
      stream.set(ValueLayout.ADDRESS, NEXT_IN, input);
      stream.set(ValueLayout.JAVA_INT, AVAIL_IN, count);
      stream.set(ValueLayout.ADDRESS, NEXT_OUT, output);
      // No more than storing would take, which is what is done where this is not enough.
      stream.set(ValueLayout.JAVA_INT, AVAIL_OUT, count);
      stream.set(ValueLayout.JAVA_INT, LEVEL, 1);
      stream.set(ValueLayout.JAVA_INT, LEVEL_BUF_SIZE, TABLE_BYTES);
      stream.set(ValueLayout.ADDRESS, LEVEL_BUF, tables);
      stream.set(ValueLayout.JAVA_SHORT, END_OF_STREAM, (short) 0);
      stream.set(ValueLayout.JAVA_SHORT, FLUSH, FULL_FLUSH);
      int result = (int) library.deflate.invokeExact(stream);
      if (result != DONE || stream.get(ValueLayout.JAVA_INT, AVAIL_IN) != 0) {
        return Deflate.store(bytes, from, count, packed, at);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    int length = stream.get(ValueLayout.JAVA_INT, TOTAL_OUT);
    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, packed, at, length);
    return length;
  }

  private void reserve(int count) {
    if (input.byteSize() < count) {
      input = arena.allocate(count, 64);
      output = arena.allocate(count, 64);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
