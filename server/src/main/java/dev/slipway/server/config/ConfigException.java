package dev.slipway.server.config;

import java.util.List;

/** What is wrong with a configuration, all of it, each with its place. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> faults;

  public ConfigException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /** One line each, as compilers print them. */
  public List<String> faults() {
    return faults;
  }
}
