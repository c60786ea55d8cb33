package dev.slipway.broker.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Makes, limits and removes what instances and bindings are. All calls block, end within a minute,
 * and may be made by many threads, but by one at a time for an instance's own changes.
 *
 * <p>Each call may be made again after it was cut off anywhere: what is there under the name is
 * this instance's or this binding's own, since names are random and written down before. What is
 * gone already counts as removed.
 */
public interface Backend extends AutoCloseable {
  /** Makes an instance with its plan's limits. */
  Provisioned provision(Instance instance) throws BackendException;

  /**
   * Has an instance have other limits.
   *
   * @param instance with the limits that it is to have
   * @param bindings those that there are
   */
  void update(Instance instance, List<Binding> bindings) throws BackendException;

  /**
   * Makes a user, or whatever lets an application in, with a new secret. One that is there under
   * the name is replaced: nobody has been told its secret.
   */
  Bound bind(Instance instance, Binding binding) throws BackendException;

  /** Ends a binding: its sessions too. What it has made stays the instance's. */
  void unbind(Instance instance, Binding binding) throws BackendException;

  /** Removes an instance and all that belongs to it, half-made ones too. */
  void deprovision(Instance instance) throws BackendException;

  /** What of its plan's limits an instance uses, by the limit's name; empty where it is gone. */
  Map<String, Long> usage(Instance instance) throws BackendException;

  /**
   * Takes from an instance's bindings the right to write more, or gives it back. Back ends that
   * refuse by themselves what is over the limit do nothing here.
   */
  default void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {}

  /**
   * Whether the broker is to look at what instances use, and {@link #restrict} them: for back ends
   * that do not refuse by themselves.
   */
  default boolean isWatched() {
    return false;
  }

  /**
   * Which of a plan's limits hold here, by their names in {@link Limits}; a catalog that names
   * another one is refused.
   */
  Set<String> limits();

  /** Which keys of a plan's {@code settings} are read here; as before. */
  default Set<String> settings() {
    return Set.of();
  }

  /** What is wrong with a plan's {@code settings} besides their keys; no instance is asked for. */
  default Optional<String> fault(JsonNode settings) {
    return Optional.empty();
  }

  /**
   * Begins to run what is run on the broker's own machine. Once, by the broker that serves; those
   * that only look do not.
   */
  default void start() {}

  /** What is there that looks like this broker's. */
  Inventory inventory() throws BackendException;

  /** Finds out whether it answers, and takes the login. */
  void check() throws BackendException;

  /** Whether making and removing takes longer than a client waits. */
  default boolean isSlow() {
    return false;
  }

  @Override
  default void close() {}
}
