package dev.slipway.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks who is at the terminal, or takes lines from standard input where nobody is. */
public final class Typing {
  private final Surroundings surroundings;
  private final BufferedReader lines;

  /** What is typed from now on. */
  public Typing(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.lines =
        new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
  }

  /**
   * The next line, without what is blank around it.
   *
   * @throws UsageException where there is none
   */
  public String line(String question) throws IOException {
    surroundings.err().print(question);
    surroundings.err().flush();
    return some(lines.readLine());
  }

  /**
   * The next line, which a terminal does not show.
   *
   * @throws UsageException where there is none
   */
  public String secret(String question) throws IOException {
    Optional<Console> terminal = terminal();
    if (terminal.isEmpty()) {
      return line(question);
    }
    char[] typed = terminal.get().readPassword("%s", question);
    return some(typed == null ? "" : new String(typed));
  }

  /** A secret that is new: at a terminal it has to be typed twice, since nobody sees it. */
  public String newSecret(String question) throws IOException {
    String secret = secret(question);
    if (terminal().isPresent() && !secret.equals(secret("The same again: "))) {
      throw new UsageException("these are two different ones; nothing was changed");
    }
    return secret;
  }

  private Optional<Console> terminal() {
    boolean here = surroundings.in().equals(System.in);
    return here
        ? Optional.ofNullable(System.console()).filter(Console::isTerminal)
        : Optional.empty();
  }

  private static String some(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      throw new UsageException("nothing was typed");
    }
    return typed.strip();
  }
}
