package dev.slipway.broker.swift;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.GivenName;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Provisioned;
import dev.slipway.broker.secret.RandomNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Instances are projects in Keystone with an account in Swift, bindings are users with a role on
 * the project. Swift counts what an account keeps now and then, so that a quota may be passed by
 * what is written until then.
 *
 * <p>Keystone ends a user's tokens when a binding ends. A Swift that remembers tokens takes one for
 * as long as its {@code token_cache_time} says, five minutes by default.
 */
public final class SwiftBackend implements Backend {
  private final SwiftConfig config;
  private final Keystone keystone;
  private final Accounts accounts;
  private final RandomNames names;

  /** Accounts of a Swift; nothing is asked of it yet. */
  public SwiftBackend(SwiftConfig config, RandomNames names) {
    this.config = config;
    this.keystone = new Keystone(config);
    this.accounts = new Accounts(config.keystone().trust());
    this.names = names;
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    Session session = keystone.logIn();
    String project = keystone.makeProject(session, GivenName.checked(instance.name()));
    accounts.limit(session, project, instance.limits().of(Limits.STORAGE));
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    Session session = keystone.logIn();
    accounts.limit(session, project(session, instance), instance.limits().of(Limits.STORAGE));
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    Session session = keystone.logIn();
    String project = project(session, instance);
    String user = GivenName.checked(binding.name());
    String password = names.password();
    keystone.makeUser(session, user, password, project);
    return Bound.to(
        config
            .keystone()
            .trust()
            .with(
                Map.of(
                    "uri", session.storage() + project,
                    "auth_url", config.keystone().toString(),
                    "hostname", config.keystone().host(),
                    "port", config.keystone().port(),
                    "username", user,
                    "password", password,
                    "user_domain_name", config.domain(),
                    "project_id", project,
                    "project_name", GivenName.checked(instance.name()),
                    "project_domain_name", config.domain())));
  }

  private String project(Session session, Instance instance) throws BackendException {
    return keystone
        .project(session, GivenName.checked(instance.name()))
        .orElseThrow(() ->
            new BackendException(
                Kind.REFUSED, config.keystone() + ": there is no project " + instance.name()));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    keystone.removeUser(keystone.logIn(), GivenName.checked(binding.name()));
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    Session session = keystone.logIn();
    Optional<String> project = keystone.project(session, GivenName.checked(instance.name()));
    if (project.isPresent()) {
      for (String user : keystone.users(session, project.get())) {
        if (GivenName.isBinding(user)) {
          keystone.removeUser(session, user);
        }
      }
      accounts.remove(session, project.get());
      keystone.removeProject(session, project.get());
    }
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    Session session = keystone.logIn();
    Optional<String> project = keystone.project(session, GivenName.checked(instance.name()));
    return project.isPresent() ? accounts.usage(session, project.get()) : Map.of();
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.STORAGE);
  }

  @Override
  public Inventory inventory() throws BackendException {
    Session session = keystone.logIn();
    return new Inventory(
        only(keystone.names(session, "projects", "i_"), GivenName::isInstance),
        only(keystone.names(session, "users", "b_"), GivenName::isBinding));
  }

  private static Set<String> only(Set<String> all, Predicate<String> these) {
    return all.stream().filter(these).collect(Collectors.toSet());
  }

  @Override
  public void check() throws BackendException {
    Session session = keystone.logIn();
    // It takes the right to look at users, as making them does.
    keystone.names(session, "users", "b_");
    accounts.check(session);
  }

  @Override
  public void close() {
    keystone.close();
    accounts.close();
  }
}
