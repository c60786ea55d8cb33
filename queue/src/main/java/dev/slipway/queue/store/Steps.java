package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.queue.event.NewEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** How far the steps of builds have come, as their events say. */
public final class Steps {
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private final Database database;

  /** Those of a database. */
  public Steps(Database database) {
    this.database = database;
  }

  /**
   * A step of a build.
   *
   * @param needs the steps whose results it uses
   * @param state {@code waiting}, {@code running}, {@code done}, {@code cached}, {@code failed} or
   *     {@code stopped}
   * @param millis how long it took
   */
  public record Row(
      String name, String title, List<String> needs, String state, OptionalLong millis) {}

  /** Those of a build, each after those that it needs. */
  public List<Row> of(long build) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM step WHERE build = :build ORDER BY position, name")
            .bind("build", build)
            .map((row, _) -> {
              long millis = row.getLong("millis");
              OptionalLong took = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(millis);
              return new Row(
                  row.getString("name"),
                  row.getString("title"),
                  BuildRow.JSON.readValue(row.getString("needs"), NAMES),
                  row.getString("state"),
                  took);
            })
            .list());
  }

  /** Forgets those of an attempt before. */
  public static void begin(Handle handle, long build) {
    handle.createUpdate("DELETE FROM step WHERE build = :build").bind("build", build).execute();
  }

  /** Notes what events say of steps. */
  public static void note(Handle handle, long build, List<NewEvent> events) {
    for (NewEvent each : events) {
      switch (each.kind()) {
        case "planned" -> plan(handle, build, BuildRow.JSON.readTree(each.body()));
        case "started" -> {
          JsonNode body = BuildRow.JSON.readTree(each.body());
          put(handle, build, body, "running", Optional.empty());
        }
        case "finished" -> {
          JsonNode body = BuildRow.JSON.readTree(each.body());
          long millis = Math.round(body.path("seconds").asDouble(0) * 1000);
          String state = body.path("outcome").asString("").equals("cached") ? "cached" : "done";
          put(handle, build, body, state, Optional.of(millis));
          cameFurther(handle, build);
        }
        case "failed" ->
            put(handle, build, BuildRow.JSON.readTree(each.body()), "failed", Optional.empty());
        case "ended" -> stop(handle, build);
        default -> {}
      }
    }
  }

  /** Those of a build that are not done are not done any more. */
  public static void stop(Handle handle, long build) {
    handle
        .createUpdate(
            """
            UPDATE step SET state = 'stopped'
            WHERE build = :build AND state IN ('waiting', 'running')
            """)
        .bind("build", build)
        .execute();
  }

  /**
   * Forgives a build the workers that it has lost where it has come further than any of its
   * attempts before. That what each attempt does anew is done again forgives nothing: it would be
   * tried forever.
   */
  private static void cameFurther(Handle handle, long build) {
    int finished =
        handle
            .createQuery(
                """
                SELECT count(*) FROM step WHERE build = :build AND state IN ('done', 'cached')
                """)
            .bind("build", build)
            .mapTo(Integer.class)
            .one();
    handle
        .createUpdate(
            """
            UPDATE build SET furthest = :finished, losses = 0
            WHERE id = :build AND furthest < :finished
            """)
        .bind("build", build)
        .bind("finished", finished)
        .execute();
  }

  private static void plan(Handle handle, long build, JsonNode planned) {
    int position = 0;
    for (JsonNode step : planned.path("steps")) {
      handle
          .createUpdate(
              """
              INSERT INTO step (build, name, position, title, needs, state)
              VALUES (:build, :name, :position, :title, :needs, 'waiting')
              ON CONFLICT (build, name) DO UPDATE SET position = excluded.position,
                  title = excluded.title, needs = excluded.needs
              """)
          .bind("build", build)
          .bind("name", step.path("step").asString())
          .bind("position", ++position)
          .bind("title", step.path("title").asString())
          .bind("needs", step.path("needs").toString())
          .execute();
    }
  }

  private static void put(
      Handle handle, long build, JsonNode body, String state, Optional<Long> millis) {
    String name = body.path("step").asString();
    handle
        .createUpdate(
            """
            INSERT INTO step (build, name, position, title, needs, state, millis)
            VALUES (:build, :name, :position, :title, '[]', :state, :millis)
            ON CONFLICT (build, name) DO UPDATE SET state = excluded.state,
                millis = excluded.millis
            """)
        .bind("build", build)
        .bind("name", name)
        // What is not in the plan comes before it, as resolving does, or after it.
        .bind("position", name.equals("resolve") ? 0 : 1000)
        .bind("title", body.path("title").asString(name))
        .bind("state", state)
        .bind("millis", millis.orElse(null))
        .execute();
  }
}
