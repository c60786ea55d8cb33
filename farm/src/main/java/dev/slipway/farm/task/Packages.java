package dev.slipway.farm.task;

import dev.slipway.farm.conf.Machine;
import dev.slipway.farm.conf.Master;
import dev.slipway.farm.conf.Worker;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The Debian packages that hosts need.
 *
 * @param master on the master
 * @param worker on a worker
 * @param ordinaryUser on a worker besides, where not root works there
 */
public record Packages(Set<String> master, Set<String> worker, Set<String> ordinaryUser) {
  /** Takes copies. */
  public Packages {
    master = Set.copyOf(master);
    worker = Set.copyOf(worker);
    ordinaryUser = Set.copyOf(ordinaryUser);
  }

  SortedSet<String> of(Machine machine, boolean root) {
    Collection<String> all =
        switch (machine) {
          case Master _ -> master;
          case Worker _ -> worker;
        };
    SortedSet<String> needed = new TreeSet<>(all);
    if (machine instanceof Worker && !root) {
      needed.addAll(ordinaryUser);
    }
    return needed;
  }
}
