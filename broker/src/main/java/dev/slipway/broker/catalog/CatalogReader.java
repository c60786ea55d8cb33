package dev.slipway.broker.catalog;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a catalog, in the form of today or in that of a {@code settings.yml}. All mistakes are
 * found at once.
 *
 * <p>Source: Open Service Broker API 2.17, "Catalog Management".
 */
public final class CatalogReader {
  private final Problems problems;
  private final List<Backing> backends;
  private final List<Located<Service>> services = new ArrayList<>();
  private final List<Located<ServicePlan>> plans = new ArrayList<>();
  private final List<Located<DashboardClient>> clients = new ArrayList<>();
  private final List<List<Located<ServicePlan>>> plansOfServices = new ArrayList<>();
  private final ArrayNode published = JsonNodeFactory.instance.arrayNode();

  private CatalogReader(Problems problems, List<Backing> backends) {
    this.problems = problems;
    this.backends = backends;
  }

  /**
   * Reads a file.
   *
   * @param backends those that there are
   * @throws CatalogException with all mistakes
   */
  public static Catalog read(Path file, List<Backing> backends) throws CatalogException {
    Problems problems = new Problems(file.toString());
    CatalogReader reader = new CatalogReader(problems, backends);
    Value.read(file, "a catalog is short", problems)
        .flatMap(v -> Block.of("the catalog", v, problems))
        .ifPresent(reader::catalog);
    if (!problems.hasErrors() && reader.services.isEmpty()) {
      problems.error(Position.WHOLE_FILE, "has no services; write at least one");
    }
    if (problems.hasErrors()) {
      throw new CatalogException(problems.list());
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.set("services", reader.published);
    return new Catalog(Located.values(reader.services), all.toString());
  }

  private void catalog(Block catalog) {
    catalog.only(List.of("services"));
    List<Value> found = catalog.items("services");
    boolean old = found.stream().anyMatch(SettingsForm::isIt);
    for (Value each : found) {
      Value modern = old ? SettingsForm.modern(each, backends, problems) : each;
      Block.of("a service", modern, problems).ifPresent(this::service);
    }
    problems.repeated(services, Service::id, "a service with the id");
    problems.repeated(services, Service::name, "a service with the name");
    problems.repeated(clients, DashboardClient::id, "a dashboard client with the id");
    problems.repeated(plans, ServicePlan::id, "a plan with the id");
    plansOfServices.forEach(list -> problems.repeated(list, ServicePlan::name, "a plan named"));
  }

  private void service(Block block) {
    block.only(ServiceKeys.ALL);
    Optional<Located<DashboardClient>> client = ServiceKeys.check(block, problems);
    client.ifPresent(clients::add);
    boolean updateable = block.flag("plan_updateable").orElse(false);
    boolean bindable = bindable(block);
    List<Value> found = block.items("plans");
    if (found.isEmpty()) {
      problems.error(block.at(), "a service has no `plans`; it needs at least one");
    }
    ArrayNode publishedPlans = JsonNodeFactory.instance.arrayNode();
    List<Located<ServicePlan>> own = new ArrayList<>();
    String backend = backend(block);
    Optional<Backing> backing = backends.stream().filter(b -> b.name().equals(backend)).findFirst();
    PlanReader reader = new PlanReader(problems, backing, bindable, updateable);
    for (Value each : found) {
      Block.of("a plan", each, problems)
          .ifPresent(b -> {
            own.add(new Located<>(reader.read(b), b.at()));
            publishedPlans.add(PlanReader.published(b));
          });
    }
    plans.addAll(own);
    Service service =
        new Service(
            block.need("id"),
            block.need("name"),
            Set.copyOf(block.texts("requires").stream().map(Value.Scalar::written).toList()),
            block.flag("instances_retrievable").orElse(false),
            block.flag("bindings_retrievable").orElse(false),
            block.flag("app_required").orElse(false),
            block.flag("cascade").orElse(true),
            block.text("dashboard_url"),
            client.map(Located::value),
            backend,
            Located.values(own));
    block.need("description");
    services.add(new Located<>(service, block.at()));
    plansOfServices.add(own);
    published.add(ServiceKeys.published(block, bindable, publishedPlans));
  }

  private boolean bindable(Block block) {
    if (!block.has("bindable")) {
      problems.error(block.at(), "a service has no `bindable`; write `bindable: true`");
    }
    return block.flag("bindable").orElse(true);
  }

  private String backend(Block block) {
    String name = block.need("backend");
    List<String> known = backends.stream().map(Backing::name).toList();
    if (!name.isEmpty() && !known.contains(name)) {
      Optional<Value> at = block.find("backend");
      problems.error(
          at.map(Value::at).orElse(block.at()),
          "no back end "
              + Quoted.of(name)
              + " is configured"
              + Nearest.to(name, known)
                  .map(n -> "; did you mean `" + n + "`?")
                  .orElse(known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
    }
    return name;
  }
}
