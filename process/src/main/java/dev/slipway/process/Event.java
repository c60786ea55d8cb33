package dev.slipway.process;

import java.time.Duration;
import java.util.List;

/**
 * What happens during long work, for whoever follows it: a terminal, a log, a browser. A step is
 * named by an id that is unique in its run.
 */
public sealed interface Event {
  /** The step that this is about. */
  String step();

  /** Which steps there are to be, before the first of them begins; {@code step} names the plan. */
  record Planned(String step, List<Node> steps) implements Event {
    public Planned {
      steps = List.copyOf(steps);
    }
  }

  /** A planned step and those whose results it uses. */
  record Node(String step, String title, List<String> needs) {
    public Node {
      needs = List.copyOf(needs);
    }
  }

  /** A step begins. */
  record Started(String step, String title) implements Event {}

  /**
   * A step has come so far.
   *
   * @param done how much is done, in the unit
   * @param total how much there is, in the unit; 0 where nobody knows
   * @param unit what is counted: {@code bytes}, {@code packages}
   */
  record Progress(String step, long done, long total, String unit) implements Event {}

  /** A line that a step's program wrote. */
  record Output(String step, String line) implements Event {}

  /** Something that the user should know, though the work goes on. */
  record Warning(String step, String message) implements Event {}

  /** A step has ended well. */
  record Finished(String step, Outcome outcome, Duration took) implements Event {}

  /** A step has failed; the message says why and what to do. */
  record Failed(String step, String message) implements Event {}

  /** How a step ended well. */
  enum Outcome {
    DONE,
    CACHED
  }

  /** Takes events; called from several threads at once. */
  interface Listener {
    /** Takes one event; returns soon and throws nothing. */
    void on(Event event);
  }
}
