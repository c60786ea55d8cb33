package dev.slipway.farm.task;

import dev.slipway.farm.conf.Architecture;
import dev.slipway.farm.conf.Broker;
import dev.slipway.farm.conf.DeployConf;
import dev.slipway.farm.conf.Master;
import dev.slipway.farm.conf.Smtp;
import dev.slipway.farm.conf.Worker;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes server.yml and worker.yml. They hold passwords: only their user may read them. The master
 * builds nothing itself: a worker on its host would have the name of the one that is deployed
 * there.
 */
final class ServiceConfig {
  private static final String HEAD = "# Written by slipway farm; what is changed here is lost.\n";

  private ServiceConfig() {}

  static String of(Master master, DeployConf conf) {
    return HEAD
        + """
        data: %s/data
        listen: {address: %s, port: %d}
        url: %s
        brokers: {%s}
        worker: {slots: 0}
        """
            .formatted(
                master.site().workdir(),
                Yaml.quoted(master.listen().address()),
                master.listen().port(),
                Yaml.quoted(master.url()),
                brokers(conf.brokers(), conf.brokers().keySet()))
        + conf.smtp().map(ServiceConfig::mail).orElse("");
  }

  static String of(Worker worker, DeployConf conf) {
    return HEAD
        + """
        architectures: [%s]
        brokers: {%s}
        slots: 1
        work: %s/work
        """
            .formatted(
                worker.architectures().stream()
                    .map(Architecture::toString)
                    .collect(Collectors.joining(", ")),
                brokers(conf.brokers(), worker.architectures()),
                worker.site().workdir());
  }

  private static String brokers(Map<Architecture, Broker> all, Set<Architecture> wanted) {
    return wanted.stream()
        .map(a -> a + ": " + Yaml.quoted(Objects.requireNonNull(all.get(a)).url()))
        .collect(Collectors.joining(", "));
  }

  private static String mail(Smtp smtp) {
    String login =
        smtp.login()
            .map(l ->
                ", user: %s, password: %s"
                    .formatted(Yaml.quoted(l.name()), Yaml.quoted(l.password())))
            .orElse("");
    return "mail: {host: %s, port: %d, from: %s%s}\n"
        .formatted(Yaml.quoted(smtp.server()), smtp.port(), Yaml.quoted(smtp.from()), login);
  }
}
