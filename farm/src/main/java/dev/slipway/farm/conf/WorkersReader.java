package dev.slipway.farm.conf;

import dev.slipway.farm.ssh.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads [workers] and [workers-RELEASE]; a host that is in several places is one worker. */
final class WorkersReader {
  private final MachineReader machines;
  private final Set<Architecture> brokers;
  private final Problems problems;
  private final Map<Address, Worker> found = new LinkedHashMap<>();

  WorkersReader(MachineReader machines, Set<Architecture> brokers, Problems problems) {
    this.machines = machines;
    this.brokers = brokers;
    this.problems = problems;
  }

  /** All that were read. */
  List<Worker> workers() {
    return List.copyOf(found.values());
  }

  /** Reads a section; a release's name is empty in [workers]. */
  void read(Section section, String release) {
    Optional<Site> site = machines.site(section);
    int hosts = 0;
    for (String word : Architecture.WORDS) {
      Optional<Entry> entry = section.take(word);
      if (entry.isPresent()) {
        hosts++;
        Architecture architecture = Architecture.of(word).orElseThrow();
        checkBroker(entry.get(), architecture);
        for (Address address : addresses(entry.get())) {
          site.ifPresent(s -> add(entry.get(), address, s, architecture, release));
        }
      }
    }
    if (hosts == 0) {
      problems.add(
          section.line(), 1, "the key `x86_64` or `i686` is missing in [" + section.name() + "]");
    }
    section.close();
  }

  private void checkBroker(Entry entry, Architecture architecture) {
    if (!brokers.contains(architecture)) {
      problems.add(
          entry.line(),
          entry.column(),
          "the key `" + entry.key() + "` is missing in [broker], and these workers need it");
    }
  }

  private List<Address> addresses(Entry entry) {
    List<Address> all = new ArrayList<>();
    for (String one : entry.value().split(";")) {
      String text = one.strip();
      Optional<Address> address = Address.parse(text);
      address.ifPresent(all::add);
      if (address.isEmpty()) {
        problems.ofValue(entry, "has `" + text + "`, which is not user@host or user@host:port");
      }
    }
    return all;
  }

  private void add(
      Entry entry, Address address, Site site, Architecture architecture, String release) {
    Worker worker =
        found.computeIfAbsent(address, a -> new Worker(a, site, new TreeSet<>(), new TreeSet<>()));
    if (!worker.site().equals(site)) {
      problems.ofValue(entry, "has " + address + ", which has another workdir, init or jdk above");
    }
    worker.architectures().add(architecture);
    if (!release.isEmpty()) {
      worker.releases().add(release);
    }
  }
}
