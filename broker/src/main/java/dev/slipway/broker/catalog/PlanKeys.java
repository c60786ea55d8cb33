package dev.slipway.broker.catalog;

import java.util.List;
import java.util.stream.Stream;

/** The keys of a plan in a catalog. */
public final class PlanKeys {
  /** Those of the API that mean to each broker what they say: not ids, schemas and versions. */
  public static final List<String> PLAIN =
      List.of(
          "name",
          "description",
          "metadata",
          "free",
          "bindable",
          "plan_updateable",
          "maximum_polling_duration");

  /** Those that only the broker reads. */
  static final List<String> OWN = List.of("limits", "settings");

  static final List<String> ALL =
      Stream.of(List.of("id", "binding_rotatable", "schemas", "maintenance_info"), PLAIN, OWN)
          .flatMap(List::stream)
          .toList();

  private PlanKeys() {}
}
