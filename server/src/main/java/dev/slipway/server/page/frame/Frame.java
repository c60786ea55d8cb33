package dev.slipway.server.page.frame;

import dev.slipway.server.security.Caller;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What is around a page.
 *
 * @param title what the browser calls it
 * @param section the entry of the menu that it belongs to
 * @param caller who sees it; nobody before signing in
 * @param csrf goes with every form
 * @param reload after how many seconds a browser without scripts gets the page again; 0 for never
 */
public record Frame(
    String title, Section section, Optional<Caller> caller, String csrf, int reload) {
  /** An entry of the menu. */
  public enum Section {
    /** What goes on now. */
    DASHBOARD("/", "Dashboard", Caller.Role.VIEWER),
    /** All builds. */
    BUILDS("/builds", "Builds", Caller.Role.VIEWER),
    /** What came of them. */
    IMAGES("/images", "Images", Caller.Role.VIEWER),
    /** Who makes them. */
    WORKERS("/workers", "Workers", Caller.Role.VIEWER),
    /** Who is told of what happens. */
    WEBHOOKS("/webhooks", "Webhooks", Caller.Role.BUILDER),
    /** The caller's own keys to the API. */
    TOKENS("/tokens", "Tokens", Caller.Role.VIEWER),
    /** Who may sign in. */
    USERS("/users", "Users", Caller.Role.ADMINISTRATOR),
    /** Whose builds are hidden from whom. */
    PROJECTS("/projects", "Projects", Caller.Role.ADMINISTRATOR),
    /** Who did what. */
    AUDIT("/audit", "Audit", Caller.Role.ADMINISTRATOR),
    /** A page that is in no menu. */
    NONE("", "", Caller.Role.ADMINISTRATOR);

    private final String path;
    private final String label;
    private final Caller.Role least;

    Section(String path, String label, Caller.Role least) {
      this.path = path;
      this.label = label;
      this.least = least;
    }

    /** Where it is. */
    public String path() {
      return path;
    }

    /** What it is called. */
    public String label() {
      return label;
    }
  }

  /** That of a page for somebody who has not signed in. */
  public static Frame ofStranger(ServerRequest request, String title) {
    return new Frame(title, Section.NONE, Optional.empty(), Visit.csrf(request), 0);
  }

  /** Whether somebody is signed in. */
  public boolean isSignedIn() {
    return caller.isPresent();
  }

  /** Whether the menu has a section. */
  public boolean shows(Section each) {
    return each != Section.NONE && may(each.least);
  }

  /** Whether whoever sees the page may submit builds. */
  public boolean isBuilder() {
    return may(Caller.Role.BUILDER);
  }

  private boolean may(Caller.Role least) {
    return caller.map(c -> c.is(least)).orElse(false);
  }

  /** The same, got again after so many seconds where there are no scripts. */
  public Frame reloading(int seconds) {
    return new Frame(title, section, caller, csrf, seconds);
  }
}
