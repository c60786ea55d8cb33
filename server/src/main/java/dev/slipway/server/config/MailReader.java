package dev.slipway.server.config;

import dev.slipway.queue.Secret;
import dev.slipway.queue.mail.MailConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a configuration says of mail. */
record MailReader(Effective values) {
  Optional<MailConfig> read() {
    if (!values.hasBelow("mail")) {
      return Optional.empty();
    }
    ServerConfigReader.need(values, "mail", Set.of("host", "from"));
    Optional<String> user = values.text("mail.user");
    Optional<String> password = values.secret("mail.password");
    if (user.isPresent() != password.isPresent()) {
      String missing = user.isPresent() ? "password" : "user";
      values.fault("mail." + missing, "is missing; a login has both");
    }
    MailConfig.Encryption encryption =
        MailConfig.Encryption.valueOf(
            values.text("mail.tls").orElse("starttls").toUpperCase(Locale.ROOT));
    int port =
        values
            .text("mail.port")
            .map(Integer::valueOf)
            .orElseGet(() ->
                switch (encryption) {
                  case STARTTLS -> 587;
                  case TLS -> 465;
                  case NONE -> 25;
                });
    return Optional.of(
        new MailConfig(
            values.text("mail.host").orElse(""),
            port,
            encryption,
            user.flatMap(u -> password.map(p -> new MailConfig.Login(u, new Secret(p)))),
            values.text("mail.from").orElse(""),
            values
                .text("mail.administrators")
                .map(a -> List.of(a.strip().split("[,\\s]+")))
                .orElse(List.of())));
  }
}
