package dev.slipway.farm.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads deploy.conf, and says all that is wrong with it at once. */
public final class DeployConfReader {
  private static final String MASTER = "master";
  private static final String BROKER = "broker";
  private static final String WORKERS = "workers";
  private static final String OF_RELEASE = "workers-";
  private static final String RELEASES = "releases";
  private static final String SMTP = "SMTP";
  private static final List<String> NAMES = List.of(BROKER, RELEASES, MASTER, WORKERS, SMTP);

  private final Problems problems;
  private final Map<String, Section> sections;
  private final MachineReader machines;

  private DeployConfReader(Path file, String shown) throws IOException {
    this.problems = new Problems(shown);
    this.sections = IniText.read(Files.readAllLines(file), problems);
    this.machines = new MachineReader(file.toAbsolutePath().resolveSibling(""));
  }

  /**
   * Reads a file.
   *
   * @param shown its path in messages
   * @throws DeployConfException with all mistakes
   */
  public static DeployConf read(Path file, String shown) throws IOException, DeployConfException {
    return new DeployConfReader(file, shown).read();
  }

  private DeployConf read() throws DeployConfException {
    checkNames();
    SortedMap<Architecture, Broker> brokers =
        need(BROKER).map(this::brokers).orElse(new TreeMap<>());
    Optional<Master> master = need(MASTER).flatMap(machines::master);
    WorkersReader workers = new WorkersReader(machines, brokers.keySet(), problems);
    sections.forEach((name, section) -> {
      if (name.equals(WORKERS)) {
        workers.read(section, "");
      } else if (name.startsWith(OF_RELEASE)) {
        workers.read(section, name.substring(OF_RELEASE.length()));
      }
    });
    if (sections.keySet().stream().noneMatch(n -> n.equals(WORKERS) || n.startsWith(OF_RELEASE))) {
      need(WORKERS);
    }
    List<String> releases = section(RELEASES).map(DeployConfReader::releases).orElse(List.of());
    Optional<Smtp> smtp = section(SMTP).flatMap(SmtpReader::read);
    problems.throwIfAny();
    return new DeployConf(brokers, master.orElseThrow(), workers.workers(), releases, smtp);
  }

  private void checkNames() {
    sections.forEach((name, section) -> {
      boolean known = NAMES.contains(name) || name.matches(OF_RELEASE + "[A-Za-z0-9._-]+");
      if (!known) {
        problems.add(
            section.line(), 1, "unknown section [" + name + "]" + Nearest.hint(name, NAMES));
      }
    });
  }

  private Optional<Section> section(String name) {
    return Optional.ofNullable(sections.get(name));
  }

  private Optional<Section> need(String name) {
    if (!sections.containsKey(name)) {
      problems.add(0, 0, "the section [" + name + "] is missing");
    }
    return section(name);
  }

  private SortedMap<Architecture, Broker> brokers(Section section) {
    Map<Architecture, Broker> all = new EnumMap<>(Architecture.class);
    for (String word : Architecture.WORDS) {
      section
          .read(section.take(word), Broker::parse, "is not amqp://user:password@host/vhost")
          .ifPresent(broker -> all.put(Architecture.of(word).orElseThrow(), broker));
    }
    section.close();
    return new TreeMap<>(all);
  }

  private static List<String> releases(Section section) {
    List<String> all = new ArrayList<>();
    section
        .need(RELEASES)
        .ifPresent(
            e -> Arrays.stream(e.value().split("[,;]")).map(String::strip).forEach(all::add));
    section.close();
    return all;
  }
}
