package dev.slipway.server.http;

/** A request is not answered with what it asks for, but with a problem. */
public final class Refusal extends Exception {
  private final transient Problem problem;

  /** With the problem that is told. */
  public Refusal(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
