package dev.slipway.disk.resize;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Opening;
import dev.slipway.disk.partition.BackupTable;
import dev.slipway.disk.qcow2.Qcow2Disk;
import dev.slipway.disk.raw.RawDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Changes the size of a disk in its raw or qcow2 file. What is new reads as zero. A disk shrinks
 * only where nothing is cut but zeros. Partitions and file systems keep their sizes.
 *
 * @param size bytes; a qcow2 image has whole sectors of 512
 * @param moveTable whether the copy of a GPT moves to the new end; a disk with a GPT does not
 *     shrink without
 */
public record Resizing(long size, boolean moveTable) {
  /** Refuses a size below zero. */
  public Resizing {
    if (size < 0) {
      throw new IllegalArgumentException("a disk of " + size + " bytes");
    }
  }

  /** To a size in bytes, tables left where they are. */
  public static Resizing to(long size) {
    return new Resizing(size, false);
  }

  /** With a GPT's copy moved to the new end. */
  public Resizing movingTable() {
    return new Resizing(size, true);
  }

  /** Resizes a disk in the format that its file's first bytes show. */
  public void run(Path file) throws IOException {
    run(file, Opening.READ);
  }

  /**
   * Resizes a disk. If the program is killed meanwhile, the disk has its old size or the new one,
   * and nothing is lost.
   *
   * @param how its format and where its backing files may lie
   * @throws DiskException where data would be cut (the message has the last byte of it and the
   *     smallest size that is possible), the file is in use, or its format keeps its size
   */
  public void run(Path file, Opening how) throws IOException {
    DiskFormat format = how.format().isPresent() ? how.format().get() : DiskFormat.probe(file);
    if (format == DiskFormat.QCOW2) {
      qcow2(file, how);
    } else if (format == DiskFormat.RAW) {
      raw(file);
    } else {
      throw new DiskException(
          "%s: a %s disk keeps its size; convert it to raw or qcow2, which can be resized"
              .formatted(file, format.label()));
    }
  }

  private void qcow2(Path file, Opening how) throws IOException {
    try (Qcow2Disk disk = Qcow2Disk.openForWriting(file, how.backingFolders())) {
      qcow2(file, disk);
    }
  }

  /** Resizes an image that is open for writing. */
  void qcow2(Path file, Qcow2Disk disk) throws IOException {
    if (size < disk.size()) {
      beforeShrinking(file, disk, 512);
      disk.resize(size);
    } else {
      disk.resize(size);
      afterGrowing(disk);
    }
    disk.flush();
  }

  private void raw(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DiskException(file + " is not a file; only files can be resized");
    }
    try (FileChannel bytes =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      raw(file, bytes);
    }
  }

  /** Resizes a file by its channel, and closes that. */
  void raw(Path file, FileChannel bytes) throws IOException {
    lock(file, bytes);
    long before = bytes.size();
    if (size > before) {
      bytes.write(ByteBuffer.allocate(1), size - 1); // Channels lengthen a file no other way.
    }
    try (Disk disk = RawDisk.over(file, bytes)) {
      if (size < before) {
        beforeShrinking(file, disk, 1);
        bytes.truncate(size);
      } else {
        afterGrowing(disk);
      }
      bytes.force(true);
    }
  }

  /** Keeps other writers out until the channel is closed. */
  private static void lock(Path file, FileChannel bytes) throws IOException {
    FileLock lock;
    try {
      lock = bytes.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new DiskException(file + " is being resized already, in this program");
    }
    if (lock == null) {
      throw new DiskException(file + " is in use by another program, perhaps a running machine");
    }
  }

  private void beforeShrinking(Path file, Disk disk, int unit) throws IOException {
    new Tail(file, disk, unit, moveTable).require(size);
    if (moveTable) {
      BackupTable.moveBefore(disk, size);
    }
    disk.flush();
  }

  /** Also where the disk has the size already: a run before may have been stopped there. */
  private void afterGrowing(Disk disk) throws IOException {
    if (moveTable) {
      BackupTable.growToEnd(disk);
    }
  }
}
