package dev.slipway.broker.catalog;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form that brokers of Cloud Foundry's first years have in {@code settings.yml}: sizes in
 * {@code max_storage_mb}, one price in {@code metadata.cost}, bullets in {@code content}, and no
 * back end, which its tags tell of. It becomes the form of today.
 */
final class SettingsForm {
  private static final List<String> SERVICE = List.of("max_db_per_node", "max_instances");
  private static final List<String> PLAN =
      List.of("max_storage_mb", "max_user_connections", "max_connections");

  private SettingsForm() {}

  /** Whether a service is written so. */
  static boolean isIt(Value service) {
    if (!(service instanceof Value.Fields fields) || find(fields, "backend").isPresent()) {
      return false;
    }
    return fields.fields().stream().anyMatch(f -> SERVICE.contains(f.key()))
        || items(fields, "plans").stream()
            .anyMatch(p ->
                p instanceof Value.Fields plan
                    && plan.fields().stream().anyMatch(f -> PLAN.contains(f.key())));
  }

  /** As it is written today. */
  static Value modern(Value value, List<Backing> backends, Problems problems) {
    if (!(value instanceof Value.Fields service)) {
      return value;
    }
    List<Value.Field> fields = new ArrayList<>();
    Optional<Value> most = SERVICE.stream().flatMap(k -> find(service, k).stream()).findFirst();
    for (Value.Field each : service.fields()) {
      switch (each.key()) {
        case "max_db_per_node", "max_instances" -> {}
        case "plans" -> fields.add(plans(each, most));
        case "metadata" ->
            fields.add(new Value.Field(each.at(), each.key(), listing(each.value())));
        default -> fields.add(each);
      }
    }
    Position at = service.at();
    word(fields, service, at, "bindable", "true");
    word(fields, service, at, "plan_updateable", "true");
    word(fields, service, at, "cascade", "false");
    backend(service, backends, problems)
        .ifPresent(name -> word(fields, service, at, "backend", name));
    return new Value.Fields(at, fields);
  }

  private static void word(
      List<Value.Field> fields, Value.Fields service, Position at, String key, String text) {
    if (find(service, key).isEmpty()) {
      fields.add(new Value.Field(at, key, new Value.Scalar(at, text, false)));
    }
  }

  /** The only back end of the type that a tag names, or the only one that there is. */
  private static Optional<String> backend(
      Value.Fields service, List<Backing> backends, Problems problems) {
    for (Value tag : items(service, "tags")) {
      List<String> fitting =
          tag instanceof Value.Scalar one
              ? backends.stream()
                  .filter(b -> b.tags().contains(one.written()))
                  .map(Backing::name)
                  .toList()
              : List.of();
      if (fitting.size() == 1) {
        return Optional.of(fitting.getFirst());
      }
    }
    List<String> all = backends.stream().map(Backing::name).toList();
    if (all.size() == 1) {
      return Optional.of(all.getFirst());
    }
    problems.error(
        service.at(),
        "no tag tells which back end this service has; add `backend: NAME`"
            + (all.isEmpty() ? "" : " with one of " + String.join(", ", all)));
    return Optional.of(all.isEmpty() ? "none" : all.getFirst());
  }

  private static Value.Field plans(Value.Field plans, Optional<Value> most) {
    if (!(plans.value() instanceof Value.Items items)) {
      return plans;
    }
    List<Value> modern = items.values().stream().map(p -> plan(p, most)).toList();
    return new Value.Field(plans.at(), plans.key(), new Value.Items(items.at(), modern));
  }

  private static Value plan(Value value, Optional<Value> most) {
    if (!(value instanceof Value.Fields plan)) {
      return value;
    }
    List<Value.Field> fields = new ArrayList<>();
    List<Value.Field> limits = new ArrayList<>();
    for (Value.Field each : plan.fields()) {
      switch (each.key()) {
        case "max_storage_mb" -> limits.add(size(each));
        case "max_user_connections", "max_connections" ->
            limits.add(new Value.Field(each.at(), "connections", each.value()));
        case "metadata" -> fields.add(new Value.Field(each.at(), each.key(), price(each.value())));
        default -> fields.add(each);
      }
    }
    most.ifPresent(m -> limits.add(new Value.Field(m.at(), "instances", m)));
    if (!limits.isEmpty()) {
      fields.add(new Value.Field(plan.at(), "limits", new Value.Fields(plan.at(), limits)));
    }
    return new Value.Fields(plan.at(), fields);
  }

  private static Value.Field size(Value.Field field) {
    return new Value.Field(
        field.at(),
        "storage",
        field.value() instanceof Value.Scalar one
            ? new Value.Scalar(one.at(), one.written() + " MiB", false)
            : field.value());
  }

  /** A price a month, and bullets that are texts. */
  private static Value price(Value value) {
    if (!(value instanceof Value.Fields metadata)) {
      return value;
    }
    List<Value.Field> fields = new ArrayList<>();
    for (Value.Field each : metadata.fields()) {
      if (each.key().equals("cost")) {
        Position at = each.at();
        Value amount = new Value.Fields(at, List.of(new Value.Field(at, "usd", each.value())));
        Value cost =
            new Value.Fields(
                at,
                List.of(
                    new Value.Field(at, "amount", amount),
                    new Value.Field(at, "unit", new Value.Scalar(at, "MONTHLY", true))));
        fields.add(new Value.Field(at, "costs", new Value.Items(at, List.of(cost))));
      } else if (each.key().equals("bullets") && each.value() instanceof Value.Items bullets) {
        List<Value> texts = bullets.values().stream().map(SettingsForm::content).toList();
        fields.add(new Value.Field(each.at(), each.key(), new Value.Items(bullets.at(), texts)));
      } else {
        fields.add(each);
      }
    }
    return new Value.Fields(metadata.at(), fields);
  }

  private static Value content(Value bullet) {
    return bullet instanceof Value.Fields fields ? find(fields, "content").orElse(bullet) : bullet;
  }

  /** What the first platforms read in {@code listing} and {@code provider}. */
  private static Value listing(Value value) {
    if (!(value instanceof Value.Fields metadata)) {
      return value;
    }
    List<Value.Field> fields = new ArrayList<>();
    for (Value.Field each : metadata.fields()) {
      switch (each.key()) {
        case "provider" -> inner(each, "name", "providerDisplayName", fields);
        case "listing" -> {
          inner(each, "imageUrl", "imageUrl", fields);
          inner(each, "blurb", "longDescription", fields);
        }
        default -> fields.add(each);
      }
    }
    return new Value.Fields(metadata.at(), fields);
  }

  private static void inner(Value.Field of, String from, String to, List<Value.Field> into) {
    if (of.value() instanceof Value.Fields fields) {
      find(fields, from).ifPresent(v -> into.add(new Value.Field(v.at(), to, v)));
    }
  }

  private static Optional<Value> find(Value.Fields fields, String key) {
    return fields.fields().stream()
        .filter(f -> f.key().equals(key))
        .map(Value.Field::value)
        .filter(v -> !(v instanceof Value.Scalar one && one.isNothing()))
        .findFirst();
  }

  private static List<Value> items(Value.Fields fields, String key) {
    return find(fields, key)
        .map(v -> v instanceof Value.Items items ? items.values() : List.<Value>of())
        .orElse(List.of());
  }
}
