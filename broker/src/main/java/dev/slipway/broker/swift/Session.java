package dev.slipway.broker.swift;

/**
 * The broker, logged in.
 *
 * @param domain the id of the domain that it works in
 * @param storage what accounts' addresses begin with; a project's id follows
 */
record Session(String token, String domain, String storage) {
  /** Without the token. */
  @Override
  public String toString() {
    return "Session[" + storage + "…]";
  }
}
