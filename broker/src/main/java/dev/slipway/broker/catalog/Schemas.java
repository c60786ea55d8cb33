package dev.slipway.broker.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the parameters of a plan's instances and bindings have to be like. Without a schema there
 * are none.
 */
public record Schemas(Optional<Schema> create, Optional<Schema> update, Optional<Schema> bind) {
  /** A plan that says nothing of parameters takes any. */
  public static final Schemas NONE =
      new Schemas(Optional.empty(), Optional.empty(), Optional.empty());

  private static final int MOST = 5;

  /**
   * What is wrong with parameters.
   *
   * @return sentences; none where nothing is
   */
  public static List<String> faults(Optional<Schema> schema, JsonNode parameters) {
    return schema.stream()
        .flatMap(s -> s.validate(parameters).stream())
        .map(Schemas::sentence)
        .sorted()
        .limit(MOST)
        .toList();
  }

  private static String sentence(Error fault) {
    String place = String.valueOf(fault.getInstanceLocation());
    return (place.isEmpty() ? "" : place + ": ") + fault.getMessage();
  }
}
