package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.staging.Publications;
import dev.slipway.server.page.frame.Frame;
import java.util.List;
import java.util.Optional;

/**
 * A build's page.
 *
 * @param places where it may be published to
 * @param form what was chosen of these
 * @param fault why what was asked for is not done
 */
record BuildView(
    Frame frame,
    Snapshot now,
    LogView log,
    List<Publications.Known> places,
    PublishForm form,
    Optional<String> fault) {
  Build build() {
    return now.build();
  }

  /** Where the page hears of what comes after what it shows. */
  String live() {
    return "/builds/" + build().id() + "/live?after=" + build().lastEvent();
  }
}
