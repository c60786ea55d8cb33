package dev.slipway.server.config;

/** What is logged, and how. */
public record LogConfig(Format format, Level level) {
  /** How a line looks. */
  public enum Format {
    /** For people. */
    TEXT,
    /** A JSON object on each line. */
    JSON
  }

  /** The least important of what is logged. */
  public enum Level {
    /** Something does not work. */
    ERROR,
    /** Something should be looked at. */
    WARN,
    /** What happens. */
    INFO,
    /** Everything. */
    DEBUG
  }
}
