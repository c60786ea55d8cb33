package dev.slipway.build;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.debian.Fetcher;
import dev.slipway.build.image.BuildImage;
import dev.slipway.build.image.ImageTester;
import dev.slipway.build.image.PlannedStep;
import dev.slipway.build.lock.Locking;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FormatSpec;
import dev.slipway.process.Event;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Builds images.
 *
 * @param cache keeps the steps' results
 * @param environment the caller's variables, for proxies and for scripts that ask for some
 * @param program the program's name and version, for provenance
 */
public record ImageBuilder(
    Cache cache,
    Fetcher fetcher,
    Map<String, String> environment,
    Clock clock,
    ImageTester tester,
    String program) {
  /**
   * What to build.
   *
   * @param formats in place of the definition's, where there are any
   * @param test whether the definition's boot test is run
   */
  public record Order(
      Definition definition,
      Architecture architecture,
      List<FormatSpec> formats,
      Locking locking,
      boolean test) {
    public Order {
      formats = formats.isEmpty() ? definition.formats() : List.copyOf(formats);
    }
  }

  /** Says what a build would do; writes nothing. */
  public List<PlannedStep> plan(Order order, Catalog catalog) throws IOException {
    return new BuildImage(this, order, catalog, event -> {}).plan();
  }

  /**
   * Builds an image into a catalog, or finds that it is there already.
   *
   * @throws BuildException for what the user can do something about
   * @throws InterruptedException where the thread is interrupted; nothing runs any more then
   */
  public ImageRecord build(Order order, Catalog catalog, Event.Listener events)
      throws IOException, InterruptedException {
    return new BuildImage(this, order, catalog, events).build();
  }
}
