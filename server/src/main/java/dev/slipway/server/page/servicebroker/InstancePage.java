package dev.slipway.server.page.servicebroker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** One instance: what it may use and uses, who is bound to it, what was done to it. */
final class InstancePage {
  private static final int OPERATIONS = 25;

  private final Offer offer;
  private final Ledger ledger;
  private final Usage usage;
  private final Clock clock;

  InstancePage(Offer offer, Ledger ledger, Usage usage, Clock clock) {
    this.offer = offer;
    this.ledger = ledger;
    this.usage = usage;
    this.clock = clock;
  }

  /**
   * A page.
   *
   * @param isAsked whether the back end was asked what is used
   * @param isAnswered whether it has said so
   */
  record View(
      BrokerFrame frame,
      InstanceRow instance,
      String service,
      String plan,
      boolean isAsked,
      boolean isAnswered,
      List<Amount> amounts,
      List<OfBinding> bindings,
      List<OperationLine> operations,
      Instant now) {
    String state() {
      return instance.state().word();
    }

    String path() {
      return Names.path(instance.id());
    }

    /** Whether something goes on, so that the page is to be got again. */
    boolean isMoving() {
      return switch (instance.state()) {
        case CREATING, UPDATING, DELETING -> true;
        case READY, FAILED, DELETED ->
            operations.stream().anyMatch(o -> o.state().equals("running"));
      };
    }
  }

  /**
   * A binding, without what it opens.
   *
   * @param app empty where none is named
   */
  record OfBinding(String id, String app, String state, Instant created) {
    static OfBinding of(BindingRow row) {
      return new OfBinding(row.id(), row.app(), row.state().word(), row.createdAt());
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route().GET("/dashboard/instances/{id}", this::show).build();
  }

  private ServerResponse show(ServerRequest request) throws InterruptedException {
    Optional<InstanceRow> found = ledger.instances().find(request.pathVariable("id"));
    if (found.isEmpty()) {
      return BrokerPages.notFound(
          request, "The broker has no instance with this id, and had none.");
    }
    InstanceRow row = found.get();
    boolean asked = row.state() == State.READY || row.state() == State.UPDATING;
    Optional<Map<String, Long>> used = asked ? usage.of(row) : Optional.empty();
    Names names = new Names(offer.catalog());
    List<OperationRow> operations = ledger.operations().latest(row.id(), OPERATIONS);
    return Answer.page(
        request,
        JteinstanceGenerated::render,
        new View(
            BrokerPages.frame(request, row.id(), BrokerFrame.Section.INSTANCES),
            row,
            names.service(row.service()),
            names.plan(row.service(), row.plan()),
            asked,
            used.isPresent(),
            Amount.of(offer.instance(row).limits(), used),
            ledger.bindings().of(row.id()).stream().map(OfBinding::of).toList(),
            operations.stream().map(o -> OperationLine.of(o, names, row.service())).toList(),
            clock.instant()));
  }
}
