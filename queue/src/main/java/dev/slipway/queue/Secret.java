package dev.slipway.queue;

/** A text that nobody prints by mistake. */
public record Secret(String text) {
  @Override
  public String toString() {
    return "…";
  }
}
