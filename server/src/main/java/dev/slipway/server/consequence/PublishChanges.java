package dev.slipway.server.consequence;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.staging.Publications;
import dev.slipway.queue.store.Errand;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import java.util.List;

/** Publications of builds, as somebody may see and ask for them. */
public final class PublishChanges {
  private static final int MOST_DESTINATIONS = 10;

  private final Publications publications;
  private final Audit audit;

  /** Those of a service's builds. */
  public PublishChanges(Publications publications, Audit audit) {
    this.publications = publications;
    this.audit = audit;
  }

  /** A build's, the newest first. */
  public List<Errand> of(Build build) {
    return publications.of(build.id());
  }

  /** Where builds may be published to. */
  public List<Publications.Known> places() {
    return publications.places();
  }

  /**
   * Publishes a build that is over.
   *
   * @param destinations where the build was to go where there is none
   * @return all of the build's publications
   * @throws QueueException where the caller may not, or it cannot be brought there
   */
  public List<Errand> publish(Caller caller, Build build, List<Destination> destinations)
      throws QueueException {
    caller.mayWrite(build.request().project());
    if (destinations.size() > MOST_DESTINATIONS) {
      throw new QueueException(
          Code.INVALID, "`publish` has more than " + MOST_DESTINATIONS + " destinations");
    }
    List<Errand> errands = publications.publish(build.id(), destinations);
    audit.note(caller, "build published", String.valueOf(build.id()), build.imageName());
    return errands;
  }
}
