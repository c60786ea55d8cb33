package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;

/**
 * A line of {@code %packages}.
 *
 * @param name without signs; a package's may be a pattern with {@code *} and {@code ?}
 * @param excluded whether it is to be left out
 */
public record PackageChoice(Position at, Kind kind, String name, boolean excluded) {
  /** What is chosen. */
  public enum Kind {
    /** {@code @^server-product-environment}. */
    ENVIRONMENT,
    /** {@code @core}: its mandatory and default packages. */
    GROUP,
    /** {@code @core --nodefaults}: its mandatory packages. */
    GROUP_MANDATORY,
    /** {@code @core --optional}: all of its packages. */
    GROUP_ALL,
    /** {@code bash}. */
    PACKAGE
  }
}
