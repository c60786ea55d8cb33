package dev.slipway.disk.convert;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a disk to any number of files, going through it once. Each file appears under its name
 * when all of them are whole; until then they are beside it as {@code NAME.part}, which a failure
 * or an interrupt removes. Memory is bounded, whatever the disk's size.
 *
 * @param chunkSize bytes, a power of two; some encodings want a certain one
 * @param threads that read and compress, at least 1; each file has one more that writes
 * @param algorithms the digests to make, by Java's names, without duplicates
 * @param digestDisk whether to make those of the disk's bytes too, with all its zeros: where a file
 *     begins with them, they are made anyway
 * @param nativeDeflate whether to deflate with the system's ISA-L where it has it: faster, but the
 *     bytes then depend on the machine
 */
public record Conversion(
    int chunkSize,
    int threads,
    List<String> algorithms,
    boolean digestDisk,
    boolean nativeDeflate) {
  /** What all formats can work with. */
  public static final int CHUNK = 64 << 10;

  /** Keeps a copy of the list. */
  public Conversion {
    algorithms = List.copyOf(algorithms);
  }

  /** With all processors, chunks of 64 KiB and SHA-256; the same bytes on every machine. */
  public Conversion() {
    this(CHUNK, Runtime.getRuntime().availableProcessors(), List.of("SHA-256"), true);
  }

  /** The same bytes on every machine. */
  public Conversion(int chunkSize, int threads, List<String> algorithms, boolean digestDisk) {
    this(chunkSize, threads, algorithms, digestDisk, false);
  }

  /**
   * What was written.
   *
   * @param files in the order of the destinations
   * @param disk the digests of the disk's bytes, by their algorithms, where they were made
   */
  public record Result(List<DiskFile> files, Map<String, String> disk) {}

  /**
   * Writes a disk.
   *
   * @param progress told how many bytes of the disk are done, ascending up to its size, by the
   *     calling thread
   * @throws InterruptedIOException when the thread was interrupted; it still is afterwards
   */
  public Result run(Disk disk, List<Destination> destinations, LongConsumer progress)
      throws IOException {
    List<Writing> writings = new ArrayList<>();
    try {
      Shape shape = new Shape(disk, chunkSize);
      for (Destination each : destinations) {
        writings.add(Writing.create(each, shape, algorithms));
      }
      boolean digesting =
          digestDisk || destinations.stream().anyMatch(d -> d.encoding().beginsWithDisk());
      DiskDigest digest = new DiskDigest(disk.size(), digesting ? algorithms : List.of());
      feed(disk, works(digest, writings), packings(destinations), progress);
      List<DiskFile> files = new ArrayList<>();
      for (Writing each : writings) {
        files.add(each.publish(digest));
      }
      progress.accept(disk.size());
      return new Result(List.copyOf(files), digest.values());
    } finally {
      for (Writing each : writings) {
        each.close();
      }
    }
  }

  private static List<Consumer.Work> works(DiskDigest digest, List<Writing> writings) {
    List<Consumer.Work> works = new ArrayList<>();
    works.add(digest);
    works.addAll(writings);
    return works;
  }

  private static List<Packing> packings(List<Destination> destinations) {
    return destinations.stream().flatMap(d -> d.encoding().packing().stream()).distinct().toList();
  }

  private void feed(
      Disk disk, List<Consumer.Work> works, List<Packing> packings, LongConsumer progress)
      throws IOException {
    try (Slabs slabs = new Slabs(disk, this, packings)) {
      List<Consumer> consumers = new ArrayList<>();
      boolean complete = false;
      try {
        for (Consumer.Work work : works) {
          consumers.add(new Consumer("disk-write-" + consumers.size(), work, slabs));
        }
        for (Slab slab = slabs.next(); slab != null; slab = slabs.next()) {
          slab.share(consumers.size());
          long end = slab.end();
          for (Consumer consumer : consumers) {
            consumer.give(slab);
          }
          throwFailure(consumers);
          progress.accept(Math.min(end, disk.size()));
        }
        complete = true;
      } catch (InterruptedException e) {
        throw interrupted(e);
      } finally {
        end(consumers, complete);
      }
      throwFailure(consumers);
    }
  }

  /** Waits for all of them, even when interrupted: they use the files. */
  private static void end(List<Consumer> consumers, boolean complete) {
    consumers.forEach(consumer -> consumer.end(complete));
    boolean interrupted = false;
    for (Consumer consumer : consumers) {
      while (true) {
        try {
          consumer.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void throwFailure(List<Consumer> consumers) throws IOException {
    for (Consumer consumer : consumers) {
      @Nullable Throwable failure = consumer.failure();
      if (failure != null) {
        throw Failures.of(failure);
      }
    }
  }

  private static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException e = new InterruptedIOException("writing was interrupted");
    e.initCause(cause);
    return e;
  }
}
