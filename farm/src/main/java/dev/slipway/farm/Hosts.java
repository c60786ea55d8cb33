package dev.slipway.farm;

import dev.slipway.farm.conf.Machine;
import dev.slipway.farm.ssh.Address;
import dev.slipway.farm.ssh.Connection;
import dev.slipway.farm.ssh.Connections;
import dev.slipway.farm.ssh.HostFailed;
import dev.slipway.farm.task.Change;
import dev.slipway.farm.task.Change.Item;
import dev.slipway.farm.task.Target;
import dev.slipway.farm.task.Work;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Does work on hosts, each of which one logs in to once. */
final class Hosts implements AutoCloseable {
  private final Connections connections;
  private final boolean dryRun;
  private final Redacting listener;
  private final Map<Address, Connection> open = new ConcurrentHashMap<>();
  private final Set<Address> failed = ConcurrentHashMap.newKeySet();

  Hosts(Connections connections, boolean dryRun, Redacting listener) {
    this.connections = connections;
    this.dryRun = dryRun;
    this.listener = listener;
  }

  /** Does it on one host, and tells what came of it. */
  Done run(Task task, Work work, Machine machine) {
    Address address = machine.address();
    if (failed.contains(address)) {
      return new Done(task, address.toString(), List.of(), Optional.empty(), true);
    }
    String step = task + " " + address;
    long begun = System.nanoTime();
    listener.on(new Event.Started(step, task.purpose()));
    try {
      List<Change> changes = change(step, work, machine);
      boolean same = changes.isEmpty();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      listener.on(new Event.Finished(step, same ? Event.Outcome.CACHED : Event.Outcome.DONE, took));
      List<Item> items = changes.stream().flatMap(c -> c.items().stream()).toList();
      return new Done(task, address.toString(), items, Optional.empty(), false);
    } catch (IOException e) {
      failed.add(address);
      String why = listener.clean(message(e));
      listener.on(new Event.Failed(step, why));
      return new Done(task, address.toString(), List.of(), Optional.of(why), false);
    }
  }

  private static String message(IOException e) {
    String text = e.getMessage();
    if (e instanceof HostFailed && text != null) {
      return text;
    }
    if (e instanceof FileSystemException) {
      return "a file here cannot be read: " + text;
    }
    return "the connection broke: " + (text == null ? e.getClass().getSimpleName() : text);
  }

  private List<Change> change(String step, Work work, Machine machine) throws IOException {
    Connection connection = connection(machine.address());
    Target target =
        new Target(machine, connection, line -> listener.on(new Event.Output(step, line)));
    List<Change> changes = work.plan(target);
    if (dryRun) {
      return changes;
    }
    long total = changes.stream().mapToLong(Change::bytes).sum();
    AtomicLong done = new AtomicLong();
    for (Change change : changes) {
      change.items().forEach(i -> listener.on(new Event.Output(step, i.what())));
      change.action().apply(n -> progress(step, done.addAndGet(n), total));
    }
    return changes;
  }

  private void progress(String step, long done, long total) {
    listener.on(new Event.Progress(step, done, total, "bytes"));
  }

  private Connection connection(Address address) throws IOException {
    Connection there = open.get(address);
    if (there == null) {
      there = connections.open(address);
      open.put(address, there);
    }
    return there;
  }

  /** Breaks all connections, so that what waits for an answer ends. */
  void abort() {
    connections.close();
  }

  @Override
  public void close() {
    open.values().forEach(Connection::close);
  }
}
