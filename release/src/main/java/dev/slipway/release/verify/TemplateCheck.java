package dev.slipway.release.verify;

import dev.slipway.definition.source.Problems;

/** Finds what does not parse in a release's templates. */
public interface TemplateCheck {
  /** Finds nothing; what can be seen without Ruby is found anyhow. */
  TemplateCheck NONE = (text, problems) -> {};

  /**
   * Checks a template, without rendering it; may go on when this returns.
   *
   * @param text all of it: what is outside of its tags, each of which is closed, and the Ruby
   *     within
   * @param problems takes what is wrong, with its line, before {@link #finish()} returns
   */
  void check(String text, Problems problems);

  /** Waits until all is found. */
  default void finish() throws InterruptedException {}
}
