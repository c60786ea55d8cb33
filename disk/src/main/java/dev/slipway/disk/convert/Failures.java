package dev.slipway.disk.convert;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Brings failures from one thread to another. */
final class Failures {
  private Failures() {}

  /** As what it can be thrown again; what is unchecked is thrown at once. */
  static IOException of(@Nullable Throwable failure) {
    return switch (failure) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new AssertionError(failure);
    };
  }
}
