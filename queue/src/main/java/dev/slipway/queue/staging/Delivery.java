package dev.slipway.queue.staging;

import dev.slipway.queue.errand.Duty.Hopeless;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Brings files to a place, and sees that they are there. */
record Delivery(Place place) {
  /** Sees that files can be written, by a small one, which is removed again. */
  void check() throws IOException, InterruptedException {
    String path = ".slipway-" + UUID.randomUUID();
    put(path, Item.of(path, "may be removed\n".getBytes(StandardCharsets.UTF_8)));
    place.remove(path);
  }

  /**
   * Puts a file. One that is there already and is the same stays as it is, from an earlier attempt;
   * any other is left alone.
   */
  void put(String path, Item item) throws IOException, InterruptedException {
    if (place.size(path).isPresent()) {
      if (isSame(path, item)) {
        return;
      }
      throw new Hopeless("there is another file `" + path + "` already; it was left as it is");
    }
    place.write(path, item);
    if (!isSame(path, item)) {
      throw new IOException(
          "`%s` is not there as it was written: it has %s bytes instead of %d, or others"
              .formatted(path, size(path), item.size()));
    }
  }

  private boolean isSame(String path, Item item) throws IOException, InterruptedException {
    if (place.size(path).orElse(-1) != item.size()) {
      return false;
    }
    Optional<String> there = place.sha256(path);
    return there.isEmpty() || there.get().equals(item.sha256());
  }

  private String size(String path) throws IOException, InterruptedException {
    OptionalLong size = place.size(path);
    return size.isPresent() ? String.valueOf(size.getAsLong()) : "no";
  }
}
