package dev.slipway.queue.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies of SQLite databases. */
public final class Snapshot {
  private Snapshot() {}

  /**
   * Copies one state of a database, also while a server writes to it.
   *
   * @param url {@code jdbc:sqlite:FILE}
   * @param to a file that is not there yet
   */
  public static void ofSqlite(String url, Path to) throws IOException {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, to.toString());
      copy.execute();
    } catch (SQLException e) {
      throw new IOException("the database cannot be copied: " + e.getMessage(), e);
    }
  }

  /**
   * Looks whether a database is whole.
   *
   * @throws IOException where it is not
   */
  public static void check(Path database) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA quick_check")) {
      String said = result.next() ? result.getString(1) : "nothing";
      if (!said.equals("ok")) {
        throw new IOException(database + " is damaged: " + said);
      }
    } catch (SQLException e) {
      throw new IOException(database + " is damaged: " + e.getMessage(), e);
    }
  }
}
