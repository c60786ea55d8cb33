package dev.slipway.farm;

import dev.slipway.farm.conf.DeployConf;
import dev.slipway.farm.conf.Machine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be done with a farm. */
public enum Task {
  COPY_FILES_MASTER(On.MASTER, "copies the program to the master"),
  COPY_FILES_WORKERS(On.WORKERS, "copies the program to the workers"),
  DEPLOY_WEBAPP(On.MASTER, "sets up and starts the web application"),
  DEPLOY_WORKERS(On.WORKERS, "sets up and starts the workers"),
  INSTALL_PACKAGES_MASTER(On.MASTER, "installs what the master needs"),
  INSTALL_PACKAGES_WORKERS(On.WORKERS, "installs what workers need"),
  SETUP_CLI(On.HERE, "tells the command line here of brokers and server");

  /** Where a task is done. */
  private enum On {
    MASTER,
    WORKERS,
    HERE
  }

  private final On on;
  private final String purpose;

  Task(On on, String purpose) {
    this.on = on;
    this.purpose = purpose;
  }

  /** The task of a name; {@code copy_files_worker} is {@code copy_files_workers}. */
  public static Optional<Task> of(String name) {
    return Arrays.stream(values())
        .filter(t -> t.toString().equals(name) || t.toString().equals(name + "s"))
        .filter(t -> t.on == On.WORKERS || t.toString().equals(name))
        .findFirst();
  }

  /** What it does, for people. */
  public String purpose() {
    return purpose;
  }

  /** The hosts that it is done on; none where it is done on this machine. */
  List<? extends Machine> machines(DeployConf conf) {
    return switch (on) {
      case MASTER -> List.of(conf.master());
      case WORKERS -> conf.workers();
      case HERE -> List.of();
    };
  }

  /** Its name, as users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
