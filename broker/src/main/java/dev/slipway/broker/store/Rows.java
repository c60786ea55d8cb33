package dev.slipway.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Rows as records. */
final class Rows {
  private Rows() {}

  static InstanceRow instance(ResultSet row) throws SQLException {
    return new InstanceRow(
        row.getString("id"),
        row.getString("name"),
        row.getString("service"),
        row.getString("plan"),
        row.getString("backend"),
        row.getString("organization"),
        row.getString("space"),
        row.getString("parameters"),
        row.getString("context"),
        row.getString("maintenance"),
        State.of(row.getString("state")),
        Optional.ofNullable(row.getString("dashboard")),
        row.getInt("restricted") == 1,
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }

  static BindingRow binding(ResultSet row) throws SQLException {
    return new BindingRow(
        row.getString("instance"),
        row.getString("id"),
        row.getString("name"),
        row.getString("app"),
        row.getString("resource"),
        row.getString("parameters"),
        row.getString("predecessor"),
        State.of(row.getString("state")),
        Optional.ofNullable(row.getString("bound")),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  static OperationRow operation(ResultSet row) throws SQLException {
    long ended = row.getLong("ended_at");
    return new OperationRow(
        row.getString("id"),
        row.getString("instance"),
        row.getString("binding"),
        Kind.of(row.getString("kind")),
        OperationRow.Status.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("plan"),
        row.getString("parameters"),
        Optional.ofNullable(row.getString("code")),
        Optional.ofNullable(row.getString("description")),
        new Asker(row.getString("asked_by"), row.getString("identity"), row.getString("request")),
        row.getString("maintenance"),
        row.getString("going"),
        Instant.ofEpochMilli(row.getLong("began_at")),
        ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)));
  }
}
