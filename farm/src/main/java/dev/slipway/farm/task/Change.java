package dev.slipway.farm.task;

import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What is changed on a host in one go.
 *
 * @param items what, one by one
 * @param action does it
 */
public record Change(List<Item> items, Action action) {
  /** Takes a copy. */
  public Change {
    items = List.copyOf(items);
  }

  /**
   * One thing to be changed.
   *
   * @param what in the imperative: {@code copy slipway}
   * @param bytes how much is copied; 0 where nothing is
   */
  public record Item(String what, long bytes) {}

  /** Does it. */
  public interface Action {
    /**
     * Does it.
     *
     * @param copied takes how many bytes more were copied, again and again
     */
    void apply(LongConsumer copied) throws IOException;
  }

  /** What copies nothing. */
  interface Plain {
    void apply() throws IOException;
  }

  static Change of(String what, Plain action) {
    return new Change(List.of(new Item(what, 0)), copied -> action.apply());
  }

  /** How much is copied. */
  public long bytes() {
    return items.stream().mapToLong(Item::bytes).sum();
  }
}
