package dev.slipway.definition;

import java.util.List;
import java.util.Set;

/**
 * systemd units that are switched on or off.
 *
 * @param enable switched on, in the order given, each with its suffix: {@code ssh.service}
 * @param disable switched off, likewise
 */
public record Services(List<String> enable, List<String> disable) {
  private static final Set<String> SUFFIXES =
      Set.of("service", "socket", "timer", "target", "mount", "automount", "path", "swap", "slice");

  /** None on, none off. */
  public static final Services NONE = new Services(List.of(), List.of());

  /** Copies what is mutable. */
  public Services {
    enable = List.copyOf(enable);
    disable = List.copyOf(disable);
  }

  /** A unit's full name: {@code ssh} is {@code ssh.service}. */
  public static String unit(String name) {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return SUFFIXES.contains(suffix) ? name : name + ".service";
  }
}
