package dev.slipway.farm.task;

import dev.slipway.farm.conf.Machine;
import dev.slipway.farm.conf.Master;
import dev.slipway.farm.conf.Worker;
import java.time.Duration;

/**
 * What runs on a host.
 *
 * @param command Slipway's own, also the name of its configuration
 * @param patience how long it may take to end: a worker ends the builds that it has first
 */
record Service(String command, String description, Duration patience) {
  private static final Service SERVER =
      new Service("server", "Slipway, web application", Duration.ofSeconds(60));
  private static final Service WORKER =
      new Service("worker", "Slipway, worker", Duration.ofHours(2));

  static Service of(Machine machine) {
    return switch (machine) {
      case Master _ -> SERVER;
      case Worker _ -> WORKER;
    };
  }

  String name() {
    return "slipway-" + command;
  }

  String unit() {
    return name() + ".service";
  }

  String config() {
    return command + ".yml";
  }
}
