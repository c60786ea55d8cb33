package dev.slipway.queue.store;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.BuildState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.databind.json.JsonMapper;

/** A row of the table of builds as a {@link Build}. */
final class BuildRow implements RowMapper<Build> {
  static final JsonMapper JSON = new JsonMapper();

  @Override
  public Build map(ResultSet row, StatementContext context) throws SQLException {
    return new Build(
        row.getLong("id"),
        request(row),
        BuildState.of(row.getString("state")).orElseThrow(),
        row.getInt("attempt"),
        Optional.ofNullable(row.getString("worker")),
        Instant.ofEpochMilli(row.getLong("submitted_at")),
        Instant.ofEpochMilli(row.getLong("queued_at")),
        time(row, "started_at"),
        time(row, "ended_at"),
        row.getLong("last_event"),
        row.getInt("cancelling") != 0,
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("failed_step")),
        row.getInt("kept") != 0,
        row.getInt("disposed") != 0);
  }

  private static BuildRequest request(ResultSet row) throws SQLException {
    return new BuildRequest(
        row.getString("project"),
        row.getString("name"),
        row.getString("version"),
        Architecture.ofDebianName(row.getString("architecture")).orElseThrow(),
        new BuildRequest.Source(
            row.getString("source"), row.getLong("source_size"), row.getString("origin")),
        JSON.readValue(row.getString("options"), BuildRequest.Options.class),
        row.getInt("priority"),
        row.getString("submitted_by"),
        row.getLong("space"));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
