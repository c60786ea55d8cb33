package dev.slipway.queue.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Work for later, as it is now.
 *
 * @param kind who does it: {@code mail}, {@code webhook}, {@code publish}, {@code dispose}
 * @param subject what it is about: an address, a webhook's id, a URL
 * @param body a JSON object, whose keys the kind knows
 * @param attempts how often it was begun; the fencing token of whoever does it too
 * @param next when it is due; while it runs, when others may take it
 * @param error why it was not done yet, or is not done at all
 */
public record Errand(
    long id,
    String kind,
    Optional<Long> build,
    String subject,
    String body,
    State state,
    int attempts,
    Instant next,
    Optional<String> error,
    Instant created,
    Optional<Instant> ended) {
  /** Where an errand is. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED;

    /** Its name in the database and in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Errand of(ResultSet row) throws SQLException {
    long build = row.getLong("build");
    Optional<Long> buildId = row.wasNull() ? Optional.empty() : Optional.of(build);
    return new Errand(
        row.getLong("id"),
        row.getString("kind"),
        buildId,
        row.getString("subject"),
        row.getString("body"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("next_at")),
        Optional.ofNullable(row.getString("error")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        BuildRow.time(row, "ended_at"));
  }
}
