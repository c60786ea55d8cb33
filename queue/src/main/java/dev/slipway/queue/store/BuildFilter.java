package dev.slipway.queue.store;

import dev.slipway.queue.BuildState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which builds are asked for; what is empty does not matter.
 *
 * @param projects those whose builds may be seen; empty for all
 * @param name the image's name
 * @param before only builds with smaller ids
 * @param limit at most so many, from 1 to 1000
 */
public record BuildFilter(
    Optional<Set<String>> projects,
    Optional<BuildState> state,
    Optional<String> architecture,
    Optional<String> name,
    Optional<String> submittedBy,
    Optional<Long> before,
    int limit) {
  /** The newest of all. */
  public static BuildFilter newest(int limit) {
    return new BuildFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  /** The same of some projects; of all where they are empty. */
  public BuildFilter in(Optional<Set<String>> only) {
    return new BuildFilter(only, state, architecture, name, submittedBy, before, limit);
  }

  Query query(Handle handle) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    projects.ifPresent(p -> conditions.add(p.isEmpty() ? "1 = 0" : "project IN (<projects>)"));
    state.ifPresent(s -> conditions.add("state = :state"));
    architecture.ifPresent(a -> conditions.add("architecture = :architecture"));
    name.ifPresent(n -> conditions.add("name = :name"));
    submittedBy.ifPresent(s -> conditions.add("submitted_by = :by"));
    before.ifPresent(b -> conditions.add("id < :before"));
    Query query =
        handle.createQuery(
            "SELECT * FROM build WHERE "
                + String.join(" AND ", conditions)
                + " ORDER BY id DESC LIMIT :limit");
    projects.filter(p -> !p.isEmpty()).ifPresent(p -> query.bindList("projects", List.copyOf(p)));
    state.ifPresent(s -> query.bind("state", s.word()));
    architecture.ifPresent(a -> query.bind("architecture", a));
    name.ifPresent(n -> query.bind("name", n));
    submittedBy.ifPresent(s -> query.bind("by", s));
    before.ifPresent(b -> query.bind("before", b));
    return query.bind("limit", limit);
  }
}
