package dev.slipway.build.plan;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import java.io.IOException;
import java.util.List;

/**
 * One thing that a build does. What it does follows from its fingerprint and the results of the
 * steps that it needs, and from nothing else.
 */
public interface Step {
  /** Its name, unique in the plan, as in {@code install} or {@code script 10-base.sh}. */
  String name();

  /** What it does, for people, in a few words. */
  String title();

  /** What its result depends on. */
  Fingerprint fingerprint();

  /** The steps whose results it uses. */
  List<Step> needs();

  /** Whether its result is kept in the cache. */
  default boolean isKept() {
    return true;
  }

  /** Whether there is nothing left to do. */
  default boolean isDone(Cache cache) throws IOException {
    return cache.contains(fingerprint());
  }

  /** Does it. */
  void run(Work work) throws IOException, InterruptedException;
}
