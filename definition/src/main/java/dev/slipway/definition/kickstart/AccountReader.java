package dev.slipway.definition.kickstart;

import java.util.Optional;

/** Makes records of the commands that have passwords. */
final class AccountReader {
  private AccountReader() {}

  static RootPassword root(Arguments arguments) {
    arguments.onlyOne("iscrypted", "plaintext");
    boolean hashed = arguments.has("iscrypted");
    boolean locked = arguments.has("lock");
    Optional<Secret> password = arguments.other(0).map(word -> new Secret(word.text(), hashed));
    if (password.isEmpty() && !locked) {
      arguments.needs("a password or --lock", "rootpw --lock");
    }
    return new RootPassword(arguments.at(), password, locked);
  }

  static Account account(Arguments arguments) {
    arguments.onlyOne("iscrypted", "plaintext");
    return new Account(
        arguments.at(),
        arguments.required("name", "user --name=operator"),
        arguments.number("uid"),
        arguments.number("gid"),
        arguments.list("groups"),
        arguments.text("homedir"),
        arguments.text("shell"),
        arguments.text("gecos"),
        arguments.secret("password", arguments.has("iscrypted")),
        arguments.has("lock"));
  }
}
