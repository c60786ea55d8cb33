package dev.slipway.farm.task;

/** Writes values as YAML has them between double quotes. */
final class Yaml {
  private Yaml() {}

  static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
    return "\"" + escaped + "\"";
  }
}
