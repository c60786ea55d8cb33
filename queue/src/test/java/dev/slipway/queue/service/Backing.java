package dev.slipway.queue.service;

/** What a service stands on: each test is the same with all of them. */
enum Backing {
  EMBEDDED_AND_SQLITE(false, false),
  EMBEDDED_AND_POSTGRESQL(false, true),
  RABBITMQ_AND_SQLITE(true, false),
  RABBITMQ_AND_POSTGRESQL(true, true);

  final boolean rabbitMq;
  final boolean postgreSql;

  Backing(boolean rabbitMq, boolean postgreSql) {
    this.rabbitMq = rabbitMq;
    this.postgreSql = postgreSql;
  }
}
