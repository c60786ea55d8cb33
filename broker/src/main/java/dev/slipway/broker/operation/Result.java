package dev.slipway.broker.operation;

/** What came of a request. */
public sealed interface Result<T> {
  /**
   * It is done.
   *
   * @param fresh whether this request did it; otherwise it was so already
   */
  record Done<T>(boolean fresh, T value) implements Result<T> {}

  /** It goes on: ask for the operation. */
  record Going<T>(String operation, T value) implements Result<T> {}
}
