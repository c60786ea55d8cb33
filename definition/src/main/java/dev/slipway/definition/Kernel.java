package dev.slipway.definition;

import java.util.List;

/**
 * The kernel of an image.
 *
 * @param flavour which one
 * @param arguments more kernel arguments, each without spaces; {@code root=} is never among them
 */
public record Kernel(Flavour flavour, List<String> arguments) {
  /** Which kernel. */
  public enum Flavour {
    /** Made for virtual machines: small, few drivers. */
    CLOUD,
    /** Runs everywhere. */
    GENERIC,
    /** None: the image is not booted by itself. */
    NONE
  }

  /** Copies what is mutable. */
  public Kernel {
    arguments = List.copyOf(arguments);
  }
}
