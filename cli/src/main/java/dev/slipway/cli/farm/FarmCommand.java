package dev.slipway.cli.farm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.doctor.NeededPackages;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.farm.Done;
import dev.slipway.farm.Farm;
import dev.slipway.farm.Task;
import dev.slipway.farm.conf.DeployConf;
import dev.slipway.farm.conf.DeployConfException;
import dev.slipway.farm.conf.DeployConfReader;
import dev.slipway.farm.ssh.Login;
import dev.slipway.farm.ssh.NewHosts;
import dev.slipway.farm.task.Packages;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.operation.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway farm}. */
@Command(
    name = "farm",
    description = "Installs a master and workers over SSH, as deploy.conf says.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Tasks run in the order given, each on all of its hosts at once. What is as",
      "it should be already is left alone, so all can be run again.",
      "Examples:",
      "  slipway farm --list",
      "  slipway farm install_packages_master copy_files_master deploy_webapp",
      "  slipway farm setup_cli install_packages_worker copy_files_worker \\",
      "      deploy_workers",
      "  slipway farm -f conf/deploy.conf --dry-run copy_files_workers"
    })
public final class FarmCommand implements Callable<Integer> {
  private static final List<String> FILES = List.of("conf/deploy.conf", "deploy.conf");

  private final Surroundings surroundings;

  @Parameters(paramLabel = "TASK", arity = "0..*", description = "What is to be done; see --list.")
  private List<String> names = List.of();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Which hosts there are; by default conf/deploy.conf or deploy.conf.")
  private @Nullable Path file;

  @Option(
      names = {"-l", "--list"},
      description = "List the tasks.")
  private boolean list;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Log in and look what would be changed, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-i", "--identity"},
      paramLabel = "KEY",
      description = "A private key to log in with, instead of those in ~/.ssh.")
  private List<Path> identities = List.of();

  @Option(
      names = "--accept-new-host-keys",
      description = "Trust hosts that are not in ~/.ssh/known_hosts, and add them.")
  private boolean acceptNewHostKeys;

  @Option(
      names = "--nodes",
      paramLabel = "FILE",
      description = "Where setup_cli writes; nodes.conf in ~/.config/slipway by default.")
  private @Nullable Path nodes;

  @Option(names = "--json", description = "Print what happens as JSON, an event a line.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show each change, and what programs print.")
  private boolean verbose;

  FarmCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      new TaskList(surroundings.out()).print(json);
      return 0;
    }
    if (names.isEmpty()) {
      throw new UsageException("which TASK? `slipway farm --list` lists them");
    }
    // The SSH library tells of its sessions otherwise, among results.
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR), surroundings.err());
    List<Task> tasks = names.stream().map(TaskList::task).toList();
    Path conf = conf();
    try {
      return run(
          tasks, DeployConfReader.read(surroundings.folder().resolve(conf), conf.toString()));
    } catch (DeployConfException e) {
      surroundings.err().println(e.getMessage());
      surroundings
          .err()
          .println(
              e.count() == 1
                  ? "slipway: there is a mistake in " + conf
                  : "slipway: there are " + e.count() + " mistakes in " + conf);
      return 1;
    }
  }

  private int run(List<Task> tasks, DeployConf conf) throws IOException, InterruptedException {
    Packages packages =
        new Packages(
            Set.of("util-linux"), NeededPackages.ofBuilds(), NeededPackages.ofOrdinaryUser());
    Farm farm = new Farm(conf, packages, surroundings.home(), nodes());
    List<Done> done;
    try (Progress progress = Progress.of(surroundings, json, verbose)) {
      done = farm.run(tasks, login(), dryRun, progress);
    }
    return new FarmReport(surroundings, dryRun, verbose).print(done, json);
  }

  private Path conf() throws IOException {
    if (file != null) {
      return file;
    }
    return FILES.stream()
        .map(Path::of)
        .filter(f -> Files.exists(surroundings.folder().resolve(f)))
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "there is neither conf/deploy.conf nor deploy.conf here; name one with --file"));
  }

  private Login login() {
    return new Login(
        Optional.ofNullable(surroundings.environment().get("USER"))
            .orElseGet(() -> System.getProperty("user.name", "root")),
        surroundings.userHome().resolve(".ssh"),
        identities.stream().map(surroundings.folder()::resolve).toList(),
        acceptNewHostKeys ? NewHosts.ADD : NewHosts.REFUSE);
  }

  private Path nodes() {
    return Stream.ofNullable(nodes)
        .map(surroundings.folder()::resolve)
        .findFirst()
        .orElseGet(() -> surroundings.configFolder().resolve("nodes.conf"));
  }
}
