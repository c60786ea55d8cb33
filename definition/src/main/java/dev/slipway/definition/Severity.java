package dev.slipway.definition;

/** How much a diagnostic weighs. */
public enum Severity {
  /** Nothing can be built before this is put right. */
  ERROR,
  /** It can be built, but perhaps is not what was meant. */
  WARNING;

  /** As it is printed: {@code error}, {@code warning}. */
  public String word() {
    return this == ERROR ? "error" : "warning";
  }
}
