package dev.slipway.farm.task;

import dev.slipway.farm.conf.DeployConf;
import dev.slipway.farm.conf.Init;
import dev.slipway.farm.conf.Master;
import dev.slipway.farm.conf.Worker;
import dev.slipway.farm.ssh.HostFailed;
import dev.slipway.farm.ssh.RemoteCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the web application or a worker run: writes its configuration and its unit, and starts it
 * again where one of them or the program is another than when it was started.
 */
public record DeployService(DeployConf conf) implements Work {
  private static final String UNITS = "/etc/systemd/system/";

  @Override
  public List<Change> plan(Target target) throws IOException {
    Service service = Service.of(target.machine());
    boolean systemd = target.machine().site().init() == Init.SYSTEMD;
    String config =
        switch (target.machine()) {
          case Master master -> ServiceConfig.of(master, conf);
          case Worker worker -> ServiceConfig.of(worker, conf);
        };
    String unit =
        new Unit(
                service,
                target.workdir(),
                target.connection().user(),
                target.machine().site().jdk().isPresent())
            .text();
    String unitPath = (systemd ? UNITS : target.workdir() + "/") + service.unit();
    RemoteFiles remote = new RemoteFiles(target);
    List<Change> changes = new ArrayList<>();
    remote
        .put(target.path(service.config()), "600", Content.of(config), false)
        .ifPresent(changes::add);
    remote.put(unitPath, "644", Content.of(unit), systemd).ifPresent(changes::add);
    Content stamp = Content.of(config + unit + remote.list(target.workdir(), Program.PARTS));
    if (!runs(target, service, systemd) || !startedWith(target, service, stamp)) {
      changes.add(Change.of("start " + service.name(), () -> start(target, service, stamp)));
    }
    return changes;
  }

  /** Whether what runs was started as things are now. */
  private static boolean startedWith(Target target, Service service, Content stamp)
      throws IOException {
    return target
        .connection()
        .run(RemoteCommand.of("cat", target.path(stampName(service))))
        .out()
        .equals(List.of(stamp.sha256()));
  }

  private static String stampName(Service service) {
    return service.name() + ".started";
  }

  private static boolean runs(Target target, Service service, boolean systemd) throws IOException {
    RemoteCommand look =
        systemd
            ? RemoteCommand.of("systemctl", "is-active", "--quiet", service.unit())
            : Scripts.PROCESS_RUNS.with(target.workdir(), service.name());
    return target.connection().run(look).ok();
  }

  private static void start(Target target, Service service, Content stamp) throws IOException {
    if (!target.connection().run(RemoteCommand.of("test", "-x", target.path("slipway"))).ok()) {
      throw new HostFailed(
          "there is no program in %s; run %s first"
              .formatted(
                  target.workdir(),
                  target.machine() instanceof Master ? "copy_files_master" : "copy_files_workers"));
    }
    if (target.machine().site().init() == Init.NONE) {
      target.run(
          Scripts.START_PROCESS.with(
              target.workdir(),
              service.name(),
              Long.toString(service.patience().toSeconds()),
              target.path("slipway"),
              service.command(),
              "--config",
              target.path(service.config())));
    } else if (target
        .connection()
        .run(RemoteCommand.of("test", "-d", "/run/systemd/system"))
        .ok()) {
      target.asRoot(Scripts.START_UNIT.with(service.unit()));
    } else {
      throw new HostFailed(
          "systemd does not run there; its unit is written. To start %s without it, put"
                  .formatted(service.name())
              + " `init = none` into deploy.conf");
    }
    Content told = Content.of(stamp.sha256() + "\n");
    new RemoteFiles(target)
        .write("", target.path(stampName(service)), "600", told, false)
        .action()
        .apply(copied -> {});
  }
}
