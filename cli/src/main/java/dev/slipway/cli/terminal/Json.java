package dev.slipway.cli.terminal;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON, for programs. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper LINE = new JsonMapper();

  private Json() {}

  /** The same on one line. */
  public static String line(Object value) {
    return LINE.writeValueAsString(value);
  }

  /** The JSON text of records, maps and lists. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
