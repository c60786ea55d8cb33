package dev.slipway.server.account;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.ProjectRow;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Security;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Changes projects: what is given is looked at first, and what was done is noted. */
public final class ProjectChanges {
  private final Database database;
  private final Projects projects;
  private final Audit audit;
  private final Clock clock;

  /** Changes of a service's projects. */
  public ProjectChanges(Database database, Security security, Clock clock) {
    this.database = database;
    this.projects = new Projects(database);
    this.audit = security.audit();
    this.clock = clock;
  }

  /**
   * A project that a caller may see.
   *
   * @throws QueueException where there is none of that name
   */
  public ProjectRow visible(Caller caller, String name) throws QueueException {
    return projects
        .get(name)
        .filter(p -> caller.sees(p.name()))
        .orElseThrow(() -> Given.unknown("project", name));
  }

  /** Makes a project. */
  public ProjectRow add(Caller by, @Nullable String name, boolean network) throws QueueException {
    ProjectRow project = new ProjectRow(Given.name(name), network, clock.instant());
    if (!database.write(handle -> Projects.add(handle, project))) {
      throw new QueueException(
          QueueException.Code.CONFLICT, "there is a project `" + project.name() + "` already");
    }
    audit.note(by, "project made", project.name(), described(network));
    return visible(by, project.name());
  }

  /** Lets scripts of a project's builds use the network, or not any more. */
  public void network(Caller by, String given, boolean network) throws QueueException {
    String name = visible(by, given).name();
    database.change(handle -> Projects.network(handle, name, network));
    audit.note(by, "project changed", name, described(network));
  }

  private static String described(boolean network) {
    return network ? "with network" : "without network";
  }

  /** Removes a project that nothing is in. */
  public void remove(Caller by, String given) throws QueueException {
    String name = visible(by, given).name();
    if (name.equals(ProjectRow.DEFAULT)) {
      throw new QueueException(
          QueueException.Code.CONFLICT, "the project `default` stays: builds go there by default");
    }
    database.change(handle -> {
      if (Projects.isUsed(handle, name)) {
        throw new QueueException(
            QueueException.Code.CONFLICT, "the project `" + name + "` has builds or webhooks");
      }
      Projects.remove(handle, name);
    });
    audit.note(by, "project removed", name, "");
  }

  /** Makes an account a member of a project. */
  public void join(Caller by, String given, String account) throws QueueException {
    String name = visible(by, given).name();
    if (!database.write(handle -> Projects.join(handle, name, account))) {
      throw Given.unknown("account", account);
    }
    audit.note(by, "member added", name, account);
  }

  /** Ends an account's membership. */
  public void leave(Caller by, String given, String account) throws QueueException {
    String name = visible(by, given).name();
    database.change(handle -> Projects.leave(handle, name, account));
    audit.note(by, "member removed", name, account);
  }
}
