package dev.slipway.cli.service;

/** How far an instance or a binding is, as far as is known here. */
enum Stage {
  /** It was asked for, and what came of it is not known yet. */
  CREATING("being created"),
  READY("ready"),
  UPDATING("being updated"),
  DELETING("being deleted"),
  /** What was asked for has failed, and it may still be there. */
  FAILED("failed");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
