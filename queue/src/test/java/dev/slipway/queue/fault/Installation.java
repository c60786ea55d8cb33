package dev.slipway.queue.fault;

import dev.slipway.queue.real.RabbitMq;
import dev.slipway.real.Folders;
import dev.slipway.real.Ports;
import dev.slipway.real.PostgreSql;
import dev.slipway.real.RealProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A service of programs of their own, as it is run at scale: a server, two workers, RabbitMQ and
 * PostgreSQL. Each can be killed and started again.
 */
final class Installation implements AutoCloseable {
  /** The program's launcher, of the checkout that is tested. */
  static final Path LAUNCHER = Path.of("..", "slipway").toAbsolutePath().normalize();

  /** What can be killed, in the order in which it is started. */
  enum Part {
    DATABASE,
    BROKER,
    SERVER,
    WORKER_1,
    WORKER_2
  }

  final Path folder;
  final Path cache;
  final RabbitMq broker;
  private final PostgreSql database;
  private final String databaseUrl;
  private final int port;
  private final Map<Part, RealProcess> programs = new EnumMap<>(Part.class);

  private Installation(Path folder, RabbitMq broker, PostgreSql database) throws Exception {
    this.folder = folder;
    this.cache = folder.resolve("cache");
    this.broker = broker;
    this.database = database;
    this.databaseUrl = database.newDatabase();
    this.port = Ports.free();
  }

  static Installation start() throws Exception {
    Path folder = Files.createTempDirectory("slipway-service");
    RabbitMq broker = RabbitMq.start();
    PostgreSql database = PostgreSql.start();
    Installation here = new Installation(folder, broker, database);
    try {
      here.program(Part.SERVER, "sign in as `admin`");
      here.program(Part.WORKER_1, "takes builds");
      here.program(Part.WORKER_2, "takes builds");
      return here;
    } catch (Exception e) {
      here.close();
      throw e;
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** What the server printed once. */
  String password() {
    return programs.get(Part.SERVER).lines().stream()
        .filter(l -> l.contains("sign in as `admin`"))
        .map(l -> l.replaceAll(".*with the password (\\S+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private void program(Part part, String ready) throws Exception {
    Map<String, String> environment = new TreeMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SLIPWAY_CACHE", cache.toString());
    List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
    if (part == Part.SERVER) {
      environment.put("SLIPWAY_SERVER_DATABASE_URL", databaseUrl);
      environment.put("SLIPWAY_SERVER_BROKERS_ALL", broker.url().text());
      line.addAll(List.of("server", "--data", folder.resolve("data").toString()));
      line.addAll(List.of("--port", String.valueOf(port), "--slots", "0"));
    } else {
      environment.put("SLIPWAY_BROKER", broker.url().text());
      line.addAll(List.of("worker", "--name", part.name().toLowerCase(java.util.Locale.ROOT)));
      line.addAll(List.of("--work", work(part).toString()));
    }
    programs.put(part, RealProcess.start(line, environment, ready).awaitReady());
  }

  Path work(Part part) {
    return folder.resolve("work-" + part.ordinal());
  }

  /** Ends a part as {@code kill -9} does. */
  void kill(Part part) throws Exception {
    switch (part) {
      case DATABASE -> database.kill();
      case BROKER -> broker.kill();
      default -> programs.get(part).kill();
    }
  }

  /** Starts a part after that. */
  void startAgain(Part part) throws Exception {
    switch (part) {
      case DATABASE -> database.startAgain();
      case BROKER -> broker.startAgain();
      case SERVER -> program(part, "the build service is at");
      default -> program(part, "takes builds");
    }
  }

  boolean isAlive(Part part) {
    return switch (part) {
      case DATABASE, BROKER -> true;
      default -> programs.get(part).isAlive();
    };
  }

  /** What a part's program has said, for who looks for the cause of a failure. */
  String said(Part part) {
    return String.join("\n", programs.get(part).lines());
  }

  /** Asks the workers to end, and waits for that. */
  void stopWorkers() throws Exception {
    programs.get(Part.WORKER_1).stop();
    programs.get(Part.WORKER_2).stop();
  }

  /** Processes that have this folder in their arguments: none but the programs themselves. */
  List<String> strayProcesses() {
    List<Long> own = programs.values().stream().map(RealProcess::pid).toList();
    return ProcessHandle.allProcesses()
        .filter(p -> !own.contains(p.pid()))
        .flatMap(p -> p.info().commandLine().stream())
        .filter(l -> l.contains(folder.toString()))
        .toList();
  }

  /** Files that builds have left in the workers' folders. */
  List<String> leftFiles() throws Exception {
    List<String> left = new ArrayList<>();
    for (Part each : List.of(Part.WORKER_1, Part.WORKER_2)) {
      try (Stream<Path> files = Files.list(work(each))) {
        files
            .map(f -> f.getFileName().toString())
            .filter(n -> !n.equals("lock"))
            .forEach(left::add);
      }
    }
    return left;
  }

  @Override
  public void close() throws Exception {
    programs.values().forEach(RealProcess::close);
    broker.close();
    database.close();
    Folders.delete(folder);
  }
}
