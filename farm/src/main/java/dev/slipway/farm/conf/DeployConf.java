package dev.slipway.farm.conf;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What deploy.conf says.
 *
 * @param brokers where builds are queued, by architecture
 * @param workers each host once
 * @param releases those that are built, where they are listed
 */
public record DeployConf(
    SortedMap<Architecture, Broker> brokers,
    Master master,
    List<Worker> workers,
    List<String> releases,
    Optional<Smtp> smtp) {
  /** Takes copies of the lists. */
  public DeployConf {
    workers = List.copyOf(workers);
    releases = List.copyOf(releases);
  }

  /** What must not be seen by others. */
  public Set<String> secrets() {
    Set<String> all = new HashSet<>();
    brokers.values().forEach(b -> b.password().ifPresent(all::add));
    smtp.flatMap(Smtp::login).ifPresent(l -> all.add(l.password()));
    return all;
  }
}
