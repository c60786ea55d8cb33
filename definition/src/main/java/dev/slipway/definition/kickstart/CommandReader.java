package dev.slipway.definition.kickstart;

import java.util.List;
import java.util.Optional;

/** Makes records of commands. */
final class CommandReader {
  private static final List<String> PROTOCOLS = List.of("dhcp", "bootp", "static", "query", "ibft");
  private static final List<String> LOCATIONS = List.of("mbr", "partition", "boot", "none");
  private static final List<String> FLAGS =
      List.of("yes", "on", "true", "1", "no", "off", "false", "0");

  private CommandReader() {}

  static Part read(Arguments arguments, List<Word> words) {
    return switch (CommandTable.canonical(arguments.command().text())) {
      case "bootloader" -> bootloader(arguments);
      case "lang" -> language(arguments);
      case "network" -> network(arguments);
      case "part" -> StorageReader.partition(arguments);
      case "repo" -> SourceReader.repository(arguments);
      case "rootpw" -> AccountReader.root(arguments);
      case "services" -> services(arguments);
      case "timezone" -> timezone(arguments);
      case "url" -> SourceReader.url(arguments);
      case "user" -> AccountReader.account(arguments);
      default ->
          new Command(
              arguments.at(),
              arguments.command().text(),
              words.stream().skip(1).map(Word::text).toList());
    };
  }

  private static Bootloader bootloader(Arguments arguments) {
    boolean hashed = arguments.has("iscrypted", "md5pass");
    Optional<Secret> password =
        arguments.secret("password", hashed).or(() -> arguments.secret("md5pass", true));
    return new Bootloader(
        arguments.at(),
        arguments.choice("location", LOCATIONS),
        arguments.text("append"),
        arguments.number("timeout"),
        password,
        arguments.has("disabled"));
  }

  private static Language language(Arguments arguments) {
    String locale = arguments.other(0).map(Word::text).orElse("");
    return new Language(arguments.at(), locale, arguments.list("addsupport"));
  }

  private static Network network(Arguments arguments) {
    String onBoot = arguments.choice("onboot", FLAGS);
    return new Network(
        arguments.at(),
        arguments.choice("bootproto", PROTOCOLS),
        arguments.text("device"),
        arguments.text("hostname"),
        arguments.text("ip"),
        arguments.text("netmask"),
        arguments.text("gateway"),
        arguments.list("nameserver"),
        FLAGS.indexOf(onBoot) < FLAGS.indexOf("no"));
  }

  private static ServiceSwitch services(Arguments arguments) {
    if (!arguments.has("enabled", "disabled")) {
      arguments.needs("--enabled= or --disabled=", "services --enabled=sshd");
    }
    return new ServiceSwitch(arguments.at(), arguments.list("enabled"), arguments.list("disabled"));
  }

  private static Timezone timezone(Arguments arguments) {
    return new Timezone(
        arguments.at(),
        arguments.other(0).map(Word::text),
        arguments.has("utc", "isUtc"),
        arguments.list("ntpservers"));
  }
}
