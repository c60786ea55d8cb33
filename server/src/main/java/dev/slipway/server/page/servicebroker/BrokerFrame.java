package dev.slipway.server.page.servicebroker;

import java.util.Optional;

/**
 * What is around a page of the broker.
 *
 * @param title what the browser calls it
 * @param section the entry of the menu that it belongs to
 * @param user the broker's user who sees it, and the whole menu
 */
record BrokerFrame(String title, Section section, Optional<String> user) {
  /** An entry of the menu. */
  enum Section {
    SERVICES("/dashboard", "Services"),
    INSTANCES("/dashboard/instances", "Instances"),
    NONE("", "");

    private final String path;
    private final String label;

    Section(String path, String label) {
      this.path = path;
      this.label = label;
    }

    String path() {
      return path;
    }

    String label() {
      return label;
    }
  }
}
