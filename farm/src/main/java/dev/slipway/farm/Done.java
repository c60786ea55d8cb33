package dev.slipway.farm;

import dev.slipway.farm.task.Change.Item;
import java.util.List;
import java.util.Optional;

/**
 * What came of a task on a host.
 *
 * @param host as deploy.conf names it; {@code here} for this machine
 * @param changes what was changed, or would be; empty where all was as it should be
 * @param failure what went wrong, and what to do
 * @param skipped whether it was not begun, since the host had failed before
 */
public record Done(
    Task task, String host, List<Item> changes, Optional<String> failure, boolean skipped) {
  /** Takes a copy. */
  public Done {
    changes = List.copyOf(changes);
  }

  /** Whether all is as it should be now. */
  public boolean ok() {
    return failure.isEmpty() && !skipped;
  }
}
