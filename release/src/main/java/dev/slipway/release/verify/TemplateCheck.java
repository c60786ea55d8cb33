package dev.slipway.release.verify;

import dev.slipway.definition.source.Problems;

/** Finds what does not parse in a job's template. */
public interface TemplateCheck {
  /** Finds nothing; what can be seen without Ruby is found anyhow. */
  TemplateCheck NONE = (text, problems) -> {};

  /**
   * Checks a template, without rendering it.
   *
   * @param text all of it: what is outside of its tags, and the Ruby within
   * @param problems takes what is wrong, with its line
   */
  void check(String text, Problems problems);
}
