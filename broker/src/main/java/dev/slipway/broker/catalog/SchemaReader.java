package dev.slipway.broker.catalog;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the schemas of a plan's parameters.
 *
 * <p>Source: Open Service Broker API 2.17, "Schemas Object": no external references, at most 64
 * KiB, {@code $schema} named.
 */
final class SchemaReader {
  private static final int LARGEST = 65_536;
  private static final String KEY = "$schema";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
  private final Problems problems;

  SchemaReader(Problems problems) {
    this.problems = problems;
  }

  Schemas read(Block plan) {
    Optional<Block> schemas = plan.block("schemas");
    if (schemas.isEmpty()) {
      return Schemas.NONE;
    }
    schemas.get().only(List.of("service_instance", "service_binding"));
    Optional<Block> instance = schemas.get().block("service_instance");
    return new Schemas(
        instance.flatMap(i -> schema(i, "create")),
        instance.flatMap(i -> schema(i, "update")),
        schemas.get().block("service_binding").flatMap(b -> schema(b, "create")));
  }

  private Optional<Schema> schema(Block of, String key) {
    Optional<Value> found = of.block(key).flatMap(b -> b.find("parameters"));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Position at = found.get().at();
    JsonNode schema = JsonValues.of(found.get());
    if (!schema.isObject()) {
      problems.error(at, "a schema is a map");
    } else if (!schema.path(KEY).isString()) {
      problems.error(
          at, "a schema names its version: `$schema: http://json-schema.org/draft-04/schema#`");
    } else if (schema.toString().length() > LARGEST) {
      problems.error(at, "a schema has at most 65,536 characters, which platforms take");
    } else if (schema.findValuesAsString("$ref").stream().anyMatch(r -> !r.startsWith("#"))) {
      problems.error(at, "a schema refers only to itself: `$ref` begins with `#`");
    } else {
      return compiled(schema, at);
    }
    return Optional.empty();
  }

  private Optional<Schema> compiled(JsonNode schema, Position at) {
    try {
      Schema compiled = registry.getSchema(schema);
      compiled.initializeValidators();
      return Optional.of(compiled);
    } catch (RuntimeException e) {
      problems.error(at, "is no JSON schema: " + reason(e));
      return Optional.empty();
    }
  }

  /** The first line of the first cause. */
  private static String reason(Throwable fault) {
    Throwable first = fault;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).lines().findFirst().orElse("");
  }
}
