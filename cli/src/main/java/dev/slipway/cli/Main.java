package dev.slipway.cli;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 used wrongly. */
  public static void main(String[] args) {
    System.out.println("slipway");
  }
}
