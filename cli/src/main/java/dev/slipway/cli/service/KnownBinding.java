package dev.slipway.cli.service;

/**
 * A binding that this user has made.
 *
 * @param app the application's GUID; empty where none was named
 * @param operation what the broker calls what it does; empty where nothing is known of it
 */
record KnownBinding(String name, String id, String app, Stage stage, String operation) {
  KnownBinding at(Stage next, String operation) {
    return new KnownBinding(name, id, app, next, operation);
  }
}
