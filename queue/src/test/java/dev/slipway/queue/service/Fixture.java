package dev.slipway.queue.service;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.real.TestBroker;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Servers and workers of one test, on one broker and one database, which end with it. */
final class Fixture implements AutoCloseable {
  final TestBroker broker;
  final String database;
  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Fixture(Parts parts, Backing backing, Path folder) throws Exception {
    this.broker = parts.broker(backing);
    this.database = parts.database(backing, folder);
    this.folder = folder;
  }

  TestServer server() throws Exception {
    return server(Clock.systemUTC());
  }

  TestServer server(Clock clock) throws Exception {
    return keep(TestServer.start(database, brokers(broker.url()), clock));
  }

  /** A worker for amd64 with one slot. */
  Worker worker(String name, Stage stage) throws Exception {
    return worker(name, stage, brokers(broker.url()), 1);
  }

  Worker worker(String name, Stage stage, Map<Architecture, BrokerUrl> brokers, int slots)
      throws Exception {
    Worker worker = keep(unstarted(name, stage, brokers, slots));
    worker.start();
    return worker;
  }

  Worker unstarted(String name, Stage stage, Map<Architecture, BrokerUrl> brokers, int slots) {
    Path work = folder.resolve("work-" + name + "-" + open.size());
    return new Worker(
        new WorkerSettings(name, "host", "test", brokers, slots, work, null),
        stage,
        Clock.systemUTC(),
        TestServer.TIMING);
  }

  Relay relay() throws Exception {
    return keep(Relay.to(broker.url()));
  }

  RawWorker raw(String name) throws Exception {
    return keep(new RawWorker(name, broker.url()));
  }

  static Map<Architecture, BrokerUrl> brokers(BrokerUrl url) {
    return Map.of(Architecture.AMD64, url);
  }

  <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
