package dev.slipway.release.render;

import java.util.OptionalInt;

/**
 * A template that could not be rendered.
 *
 * @param template its path below the job's folder of templates
 * @param line where in it, from 1; empty where nobody knows
 * @param message what was raised there
 */
public record TemplateError(String template, OptionalInt line, String message) {
  /** As a director tells it. */
  public String text() {
    String where = line.isPresent() ? Integer.toString(line.getAsInt()) : "(unknown)";
    return "Error filling in template '" + template + "' (line " + where + ": " + message + ")";
  }
}
