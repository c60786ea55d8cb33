package dev.slipway.server.page.build;

import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.staging.Publications;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;

/** Where a build is to be published, as it was chosen. */
record PublishForm(List<Goal> goals) {
  static final PublishForm EMPTY = new PublishForm(List.of());

  /**
   * A destination.
   *
   * @param place the name of a credential; empty for nowhere
   * @param folder below the credential's address
   */
  record Goal(String place, String folder) {}

  static PublishForm of(MultiValueMap<String, String> fields) {
    List<String> places = fields.getOrDefault("place", List.of());
    List<String> folders = fields.getOrDefault("place-folder", List.of());
    List<Goal> goals = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      String folder = i < folders.size() ? folders.get(i).strip() : "";
      if (!places.get(i).isBlank() || !folder.isEmpty()) {
        goals.add(new Goal(places.get(i).strip(), folder));
      }
    }
    return new PublishForm(List.copyOf(goals));
  }

  /** Those to show: what was chosen, or one that is empty. */
  List<Goal> rows() {
    return goals.isEmpty() ? List.of(new Goal("", "")) : goals;
  }

  /**
   * The destinations.
   *
   * @param known where builds may be published to
   * @throws QueueException where one cannot be
   */
  List<Destination> destinations(List<Publications.Known> known) throws QueueException {
    List<Destination> destinations = new ArrayList<>();
    for (Goal each : goals) {
      Publications.Known place =
          known.stream()
              .filter(k -> k.name().equals(each.place()))
              .findFirst()
              .orElseThrow(() -> wrong(each.place(), each.folder()));
      destinations.add(new Destination(url(place, each.folder()), Optional.of(place.name())));
    }
    return destinations;
  }

  private static QueueException wrong(String place, String folder) {
    return new QueueException(
        QueueException.Code.INVALID,
        place.isEmpty()
            ? "choose the place that the folder `" + folder + "` is to be in"
            : "there is no place `" + place + "` any more; choose another");
  }

  private static String url(Publications.Known place, String folder) throws QueueException {
    String base = place.url().toString();
    String below = folder.replaceAll("^/+|/+$", "");
    boolean odd = Stream.of(below.split("/+")).anyMatch(p -> p.equals(".") || p.equals(".."));
    try {
      if (odd) {
        throw new URISyntaxException(folder, "leads elsewhere");
      }
      // What an address cannot have as it is becomes per cent signs.
      String path = new URI(null, null, "/" + below, null).getRawPath().substring(1);
      return (base.endsWith("/") ? base : base + "/") + path;
    } catch (URISyntaxException e) {
      throw new QueueException(
          QueueException.Code.INVALID,
          "the folder `" + folder + "` cannot be; write one as a/b, without `.` and `..`",
          e);
    }
  }
}
