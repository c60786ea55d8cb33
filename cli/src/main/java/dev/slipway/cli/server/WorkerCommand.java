package dev.slipway.cli.server;

import dev.slipway.build.cache.Trees;
import dev.slipway.build.sandbox.ForeignPrograms;
import dev.slipway.cli.Surroundings;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerLogin;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.worker.BuildTask;
import dev.slipway.queue.worker.HttpFiles;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import dev.slipway.server.certificate.Trust;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.WorkerConfig;
import dev.slipway.server.config.WorkerConfigReader;
import dev.slipway.server.operation.Logs;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway worker}. */
@Command(
    name = "worker",
    description = "Takes builds from a build service and runs them.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "SIGTERM or Ctrl-C: takes no more builds, and waits for those that run; a second one ends",
      "them at once, and other workers take them.",
      "Example:",
      "  SLIPWAY_BROKER=amqps://slipway:PASSWORD@build.example.net \\",
      "    slipway worker --server-certificate certificate.pem"
    })
public final class WorkerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings as YAML.")
  private @Nullable Path file;

  @Option(
      names = "--arch",
      paramLabel = "NAMES",
      description = "What it builds for, with commas: amd64, i386, arm64; this machine's.")
  private @Nullable String architectures;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "Where builds come from. With a password better in SLIPWAY_BROKER.")
  private @Nullable String broker;

  @Option(names = "--slots", description = "How many builds at once; 1 unless given.")
  private @Nullable String slots;

  @Option(
      names = "--name",
      description = "Its name, of which a service has one; this machine's unless given.")
  private @Nullable String name;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description = "Where it works; slipway-worker unless given.")
  private @Nullable String work;

  @Option(
      names = "--server-certificate",
      paramLabel = "FILE",
      description = "The certificate of server and broker, where no authority has signed it.")
  private @Nullable String trust;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long builds may go on after it was asked to end; 600 unless given.")
  private @Nullable String grace;

  @Option(
      names = "--print-config",
      description = "Prints all settings and where each came from, without secrets.")
  private boolean print;

  WorkerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    WorkerConfigReader.Result read;
    try {
      read =
          WorkerConfigReader.read(
              Optional.ofNullable(file).map(surroundings.folder()::resolve),
              surroundings.environment(),
              flags(),
              surroundings.folder(),
              host());
    } catch (ConfigException e) {
      return WrongConfig.explain(e, surroundings.err());
    }
    if (print) {
      surroundings.out().print(read.printed());
      return 0;
    }
    warnOfPassword();
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO), surroundings.err());
    run(read.config());
    return 0;
  }

  private Map<String, Flag> flags() {
    Map<String, Flag> flags = new LinkedHashMap<>();
    ServerCommand.flag(flags, "architectures", "--arch", architectures);
    ServerCommand.flag(flags, "brokers.all", "--broker", broker);
    ServerCommand.flag(flags, "slots", "--slots", slots);
    ServerCommand.flag(flags, "name", "--name", name);
    ServerCommand.flag(flags, "work", "--work", work);
    ServerCommand.flag(flags, "trust", "--server-certificate", trust);
    ServerCommand.flag(flags, "grace", "--grace", grace);
    return flags;
  }

  private static Architecture host() {
    return Architecture.ofMachine(System.getProperty("os.arch", "")).orElseThrow();
  }

  private void warnOfPassword() {
    if (broker != null && broker.matches("[^:]+://[^/@]*:[^/@]*@.*")) {
      surroundings
          .err()
          .println(
              "slipway: the password in --broker can be read by all users of this machine; put the"
                  + " address into "
                  + WorkerConfigReader.BROKER);
    }
  }

  private void run(WorkerConfig config) throws IOException, InterruptedException {
    for (Architecture each : new TreeSet<>(config.brokers().keySet())) {
      requireRunnable(each);
    }
    SSLContext trusted = config.trust().isPresent() ? Trust.of(config.trust().get()) : null;
    for (BrokerUrl each : new LinkedHashSet<>(config.brokers().values())) {
      BrokerLogin.check(each, trusted);
    }
    Map<String, String> environment = new TreeMap<>();
    environment.put(
        "SLIPWAY_CACHE", config.cache().orElseGet(surroundings::cacheFolder).toString());
    String host = InetAddress.getLocalHost().getHostName();
    WorkerSettings settings =
        new WorkerSettings(
            config.name().orElse(host),
            host,
            Surroundings.PROGRAM,
            config.brokers(),
            config.slots(),
            config.work(),
            trusted);
    BuildTask task =
        new BuildTask(surroundings.home().resolve("slipway"), environment, new HttpFiles(trusted));
    Signals signals = Signals.hear();
    try (Worker worker = new Worker(settings, task, surroundings.clock())) {
      worker.start();
      surroundings.err().println("slipway: worker " + settings.id() + " takes builds");
      signals.await();
      drain(worker, signals, config.grace().toSeconds());
    }
    surroundings.err().println("slipway: worker " + settings.id() + " has ended");
  }

  private static void requireRunnable(Architecture architecture)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-worker-");
    try {
      ForeignPrograms.check(architecture, folder);
    } finally {
      Trees.delete(folder);
    }
  }

  private void drain(Worker worker, Signals signals, long grace) throws InterruptedException {
    worker.drain();
    int busy = worker.busy();
    if (busy > 0) {
      surroundings
          .err()
          .printf(
              "slipway: takes no more builds; waits up to %d s for %d that run; once more to end"
                  + " them now%n",
              grace, busy);
    }
    Thread idle =
        Thread.ofVirtual()
            .start(() -> {
              try {
                worker.awaitIdle();
                signals.wake();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    signals.await(grace);
    idle.interrupt();
  }
}
