package dev.slipway.farm;

import dev.slipway.farm.conf.DeployConf;
import dev.slipway.farm.conf.Machine;
import dev.slipway.farm.ssh.Connections;
import dev.slipway.farm.ssh.Login;
import dev.slipway.farm.task.Change.Item;
import dev.slipway.farm.task.CopyFiles;
import dev.slipway.farm.task.DeployService;
import dev.slipway.farm.task.InstallPackages;
import dev.slipway.farm.task.Packages;
import dev.slipway.farm.task.Program;
import dev.slipway.farm.task.Work;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The hosts of a deploy.conf, and what is to be on them.
 *
 * @param packages what hosts need of Debian
 * @param home the folder with the program that is copied
 * @param nodes where the command line here looks for brokers and server
 */
public record Farm(DeployConf conf, Packages packages, Path home, Path nodes) {
  /**
   * Runs tasks one after the other, each on all of its hosts at once. A host that failed is left
   * alone from then on, while the others go on.
   *
   * @param dryRun only looks what would be changed; logs in, and changes nothing
   * @param listener takes what happens, without secrets
   * @throws IOException where nothing can be done at all: no private key, no built program
   * @throws InterruptedException where this thread is interrupted; files on hosts are whole then
   */
  public List<Done> run(List<Task> tasks, Login login, boolean dryRun, Event.Listener listener)
      throws IOException, InterruptedException {
    Redacting redacting = new Redacting(listener, conf.secrets());
    List<Done> all = new ArrayList<>();
    if (tasks.stream().allMatch(t -> t == Task.SETUP_CLI)) {
      for (Task _ : tasks) {
        all.add(setUpCli(dryRun, redacting));
      }
      return all;
    }
    Program program = Program.in(home);
    try (Connections connections = new Connections(dryRun ? login.readOnly() : login);
        Hosts hosts = new Hosts(connections, dryRun, redacting)) {
      for (Task task : tasks) {
        all.addAll(
            task == Task.SETUP_CLI
                ? List.of(setUpCli(dryRun, redacting))
                : everywhere(task, work(task, program), hosts));
      }
    }
    return all;
  }

  private Work work(Task task, Program program) {
    return switch (task) {
      case COPY_FILES_MASTER, COPY_FILES_WORKERS -> new CopyFiles(program);
      case INSTALL_PACKAGES_MASTER, INSTALL_PACKAGES_WORKERS ->
          new InstallPackages(packages, program);
      case DEPLOY_WEBAPP, DEPLOY_WORKERS -> new DeployService(conf);
      case SETUP_CLI -> throw new IllegalArgumentException("it is done here");
    };
  }

  private List<Done> everywhere(Task task, Work work, Hosts hosts) throws InterruptedException {
    List<Callable<Done>> calls = new ArrayList<>();
    for (Machine machine : task.machines(conf)) {
      calls.add(() -> hosts.run(task, work, machine));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        List<Done> done = new ArrayList<>();
        for (Future<Done> each : threads.invokeAll(calls)) {
          done.add(each.get());
        }
        return done;
      } catch (InterruptedException e) {
        hosts.abort();
        throw e;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private Done setUpCli(boolean dryRun, Redacting listener) {
    Task task = Task.SETUP_CLI;
    String step = task + " here";
    long begun = System.nanoTime();
    listener.on(new Event.Started(step, task.purpose()));
    try {
      NodesConf wanted = new NodesConf(conf);
      boolean there = wanted.isIn(nodes);
      if (!there && !dryRun) {
        wanted.write(nodes);
      }
      Event.Outcome outcome = there ? Event.Outcome.CACHED : Event.Outcome.DONE;
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      listener.on(new Event.Finished(step, outcome, took));
      List<Item> changes = there ? List.of() : List.of(new Item("write " + nodes, 0));
      return new Done(task, "here", changes, Optional.empty(), false);
    } catch (IOException e) {
      String why = nodes + " cannot be written: " + e.getMessage();
      listener.on(new Event.Failed(step, why));
      return new Done(task, "here", List.of(), Optional.of(why), false);
    }
  }
}
