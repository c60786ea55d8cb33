package dev.slipway.server.page.servicebroker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.ServicePlan;
import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.store.Counts;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the broker offers, and how much of it is there. */
final class ServicesPage {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String FAILED = State.FAILED.word();

  private final Offer offer;
  private final Ledger ledger;

  ServicesPage(Offer offer, Ledger ledger) {
    this.offer = offer;
    this.ledger = ledger;
  }

  /**
   * A page.
   *
   * @param running how many operations go on
   * @param remains how much of what was half made is still to be removed
   */
  record View(
      BrokerFrame frame,
      long instances,
      long bindings,
      long running,
      long remains,
      List<OfService> services) {}

  /** A service with the address of its instances' list. */
  record OfService(String name, String description, String path, List<OfPlan> plans) {}

  /**
   * A plan.
   *
   * @param there how many instances there are, failed ones left out
   * @param failed how many could not be made
   * @param most how many there may be
   */
  record OfPlan(
      String name, String description, String limits, long there, long failed, OptionalLong most) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/dashboard", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    Counts counts = Counts.of(ledger.database());
    return Answer.page(
        request,
        JteservicesGenerated::render,
        new View(
            BrokerPages.frame(request, "Services", BrokerFrame.Section.SERVICES),
            counts.instances().stream()
                .filter(c -> !c.state().equals(FAILED))
                .mapToLong(Counts.Instances::count)
                .sum(),
            counts.bindings().entrySet().stream()
                .filter(c -> !c.getKey().equals(FAILED))
                .mapToLong(Map.Entry::getValue)
                .sum(),
            counts.open().getOrDefault("operations", 0L),
            counts.open().getOrDefault("remains", 0L),
            services(offer.catalog(), counts)));
  }

  private static List<OfService> services(Catalog catalog, Counts counts) {
    List<OfService> services = new ArrayList<>();
    JsonNode published = JSON.readTree(catalog.published()).path("services");
    for (var each : catalog.services()) {
      JsonNode told = ofId(published, each.id());
      services.add(
          new OfService(
              each.name(),
              told.path("description").asString(""),
              UriComponentsBuilder.fromPath("/dashboard/instances")
                  .queryParam("service", "{id}")
                  .encode()
                  .buildAndExpand(each.id())
                  .toUriString(),
              each.plans().stream()
                  .map(p -> plan(p, ofId(told.path("plans"), p.id()), counts))
                  .toList()));
    }
    return services;
  }

  private static OfPlan plan(ServicePlan plan, JsonNode told, Counts counts) {
    return new OfPlan(
        plan.name(),
        told.path("description").asString(""),
        Amount.line(plan.limits()),
        count(counts, plan.id(), false),
        count(counts, plan.id(), true),
        plan.instances());
  }

  private static long count(Counts counts, String plan, boolean failed) {
    return counts.instances().stream()
        .filter(c -> c.plan().equals(plan) && c.state().equals(FAILED) == failed)
        .mapToLong(Counts.Instances::count)
        .sum();
  }

  private static JsonNode ofId(JsonNode list, String id) {
    return list.valueStream()
        .filter(n -> n.path("id").asString("").equals(id))
        .findFirst()
        .orElseGet(JSON::createObjectNode);
  }
}
