package dev.slipway.server.page.servicebroker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.store.InstanceFilter;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;

/** Instances, those first that came last. */
final class InstanceList {
  private static final int ON_A_PAGE = 50;

  private final Offer offer;
  private final Ledger ledger;
  private final Clock clock;

  InstanceList(Offer offer, Ledger ledger, Clock clock) {
    this.offer = offer;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * A page of them.
   *
   * @param number from 1
   */
  record View(
      BrokerFrame frame,
      List<Service> services,
      InstanceFilter filter,
      List<Line> lines,
      int number,
      boolean hasMore,
      Instant now) {
    boolean isService(Service each) {
      return filter.service().equals(Optional.of(each.id()));
    }

    boolean isState(State each) {
      return filter.state().equals(Optional.of(each));
    }

    /** Whether all are shown. */
    boolean isAll() {
      return filter.service().isEmpty() && filter.state().isEmpty() && filter.id().isEmpty();
    }

    String path(int other) {
      return UriComponentsBuilder.fromPath("/dashboard/instances")
          .queryParam("service", "{service}")
          .queryParam("state", "{state}")
          .queryParam("id", "{id}")
          .queryParam("page", "{page}")
          .encode()
          .buildAndExpand(
              Map.of(
                  "service",
                  filter.service().orElse(""),
                  "state",
                  filter.state().map(State::word).orElse(""),
                  "id",
                  filter.id(),
                  "page",
                  other))
          .toUriString();
    }
  }

  /** An instance. */
  record Line(
      String id,
      String path,
      String service,
      String plan,
      String state,
      boolean restricted,
      String organization,
      String space,
      Instant created) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/dashboard/instances", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    InstanceFilter filter =
        new InstanceFilter(
            parameter(request, "service"),
            parameter(request, "state").flatMap(InstanceList::state),
            parameter(request, "id").orElse(""));
    int number =
        parameter(request, "page")
            .filter(p -> p.matches("[1-9][0-9]{0,6}"))
            .map(Integer::parseInt)
            .orElse(1);
    long skip = (number - 1L) * ON_A_PAGE;
    List<InstanceRow> rows = ledger.instances().page(filter, skip, ON_A_PAGE + 1);
    Names names = new Names(offer.catalog());
    return Answer.page(
        request,
        JteinstancesGenerated::render,
        new View(
            BrokerPages.frame(request, "Instances", BrokerFrame.Section.INSTANCES),
            offer.catalog().services(),
            filter,
            rows.stream().limit(ON_A_PAGE).map(r -> line(r, names)).toList(),
            number,
            rows.size() > ON_A_PAGE,
            clock.instant()));
  }

  private static Optional<String> parameter(ServerRequest request, String name) {
    return request.param(name).map(String::strip).filter(p -> !p.isEmpty());
  }

  private static Optional<State> state(String word) {
    return Arrays.stream(State.values()).filter(s -> s.word().equals(word)).findFirst();
  }

  private static Line line(InstanceRow row, Names names) {
    return new Line(
        row.id(),
        Names.path(row.id()),
        names.service(row.service()),
        names.plan(row.service(), row.plan()),
        row.state().word(),
        row.restricted(),
        row.organization(),
        row.space(),
        row.createdAt());
  }
}
