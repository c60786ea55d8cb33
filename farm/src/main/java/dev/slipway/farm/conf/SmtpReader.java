package dev.slipway.farm.conf;

import java.util.Optional;

/** Reads [SMTP]. */
final class SmtpReader {
  private static final int SUBMISSION = 587;

  private SmtpReader() {}

  static Optional<Smtp> read(Section section) {
    Optional<String> server =
        section.read(
            section.need("server"),
            v -> Optional.of(v).filter(s -> s.matches("[A-Za-z0-9.:-]+")),
            "is not a host");
    Optional<Integer> port =
        section.read(
            section.take("port"),
            v -> Optional.of(v).filter(p -> p.matches("[1-9][0-9]{0,4}")).map(Integer::valueOf),
            "is not a port");
    Optional<String> login = section.take("login").map(Entry::value);
    Optional<String> password =
        (login.isPresent() ? section.need("password") : section.take("password")).map(Entry::value);
    Optional<String> from =
        section.read(
            section.take("from"), v -> Optional.of(v).filter(f -> f.contains("@")), "has no @");
    section.close();
    return server.map(s ->
        new Smtp(
            s,
            port.orElse(SUBMISSION),
            login.flatMap(l -> password.map(p -> new Smtp.Login(l, p))),
            from.or(() -> login.filter(l -> l.contains("@"))).orElse("slipway@" + s)));
  }
}
