package dev.slipway.queue.retention;

import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.errand.Duty;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.store.Errands;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Removes what is in the storage of builds that were disposed of, which nobody can retry. */
public final class RemoveFiles implements Duty {
  private static final String KIND = "dispose";

  private final Storage storage;
  private final Pace pace;

  /** Removes from a storage. */
  public RemoveFiles(Storage storage, Pace pace) {
    this.storage = storage;
    this.pace = pace;
  }

  static void add(Handle handle, long build, Instant now) {
    Errands.add(handle, KIND, Optional.of(build), Keys.build(build), "{}", now);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void perform(Errand errand) throws IOException {
    storage.removeAll(errand.subject());
  }
}
