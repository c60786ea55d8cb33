package dev.slipway.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Goes through a disk's data in ascending order, touching stretches joined. */
public final class Extents implements Iterable<Extent> {
  private final Disk disk;
  private final long to;
  private long position;
  private @Nullable Extent ahead;

  Extents(Disk disk, long from, long to) {
    this.disk = disk;
    this.position = from;
    this.to = to;
  }

  /** The next stretch, or null after the last. */
  public @Nullable Extent next() throws IOException {
    Extent joined = ahead == null ? find() : ahead;
    ahead = null;
    while (joined != null) {
      Extent following = find();
      if (following == null || following.offset() != joined.end()) {
        ahead = following;
        break;
      }
      joined = new Extent(joined.offset(), joined.length() + following.length());
    }
    return joined;
  }

  private @Nullable Extent find() throws IOException {
    Extent found = position < to ? disk.nextExtent(position, to) : null;
    position = found == null ? to : found.end();
    return found;
  }

  /** The stretches that are left; {@link UncheckedIOException} carries a failure to read. */
  @Override
  public Iterator<Extent> iterator() {
    return new Iterator<>() {
      private @Nullable Extent upcoming = advance();

      @Override
      public boolean hasNext() {
        return upcoming != null;
      }

      @Override
      public Extent next() {
        if (upcoming == null) {
          throw new NoSuchElementException();
        }
        Extent current = upcoming;
        upcoming = advance();
        return current;
      }
    };
  }

  private @Nullable Extent advance() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
