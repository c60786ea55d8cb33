package dev.slipway.queue.errand;

import dev.slipway.database.Database;
import dev.slipway.queue.Samples;
import dev.slipway.queue.store.Schema;
import dev.slipway.real.PostgreSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgreSqlErrandSlowTest extends ErrandContract {
  private static PostgreSql server;
  private Database database;

  @BeforeAll
  static void start() throws Exception {
    server = PostgreSql.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    database = Samples.withProject(Schema.open(server.newDatabase()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  Database database() {
    return database;
  }
}
