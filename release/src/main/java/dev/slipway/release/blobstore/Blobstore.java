package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Keeps files by ids. All of these throw a {@link ReleaseException} where trying again would not
 * help, as for an object that is not there or a login that is not let in, and any other {@link
 * IOException} where it may.
 */
public interface Blobstore extends AutoCloseable {
  /** Keeps a copy of a file; nobody sees a part of it. An object of that id is replaced. */
  void put(String id, Path file) throws IOException, InterruptedException;

  /**
   * Gets an object. What the file has already is taken for the object's beginning, and only the
   * rest comes, where the store can do that. What came stays should it break off.
   *
   * @param most how many bytes there may be in the end; more is a fault
   * @param came is told of bytes as they come; of a negative number where it begins anew
   */
  void get(String id, Path file, long most, LongConsumer came)
      throws IOException, InterruptedException;

  boolean exists(String id) throws IOException, InterruptedException;

  /** Removes an object; that there is none is not a fault. */
  void delete(String id) throws IOException, InterruptedException;

  @Override
  void close();
}
