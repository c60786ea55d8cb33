package dev.slipway.broker.cubrid;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code cubrid} and {@code csql} with lists of arguments, until a call has to be over. */
final class Programs {
  /** What csql says where the password is another one. */
  private static final String WRONG_PASSWORD = "Incorrect or missing password";

  private final CubridServer server;
  private final long end;

  Programs(CubridServer server, long end) {
    this.server = server;
    this.end = end;
  }

  /** Runs {@code cubrid} and returns the lines that it writes. */
  List<String> cubrid(String... arguments) throws BackendException {
    return lines(command("cubrid", List.of(arguments)), "cubrid " + arguments[0]);
  }

  /** Runs it, whatever its exit status: some of its questions answer "nothing" by failing. */
  List<String> asked(String... arguments) throws BackendException {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try {
      command("cubrid", List.of(arguments)).onLine(lines::add).status();
      return lines;
    } catch (CommandFailed e) {
      throw fault("cubrid " + arguments[0], e);
    } catch (InterruptedException e) {
      throw ends(e);
    }
  }

  /**
   * Runs it and leaves alone what it starts: a database's server has to outlive this program, and
   * may hold the output open.
   */
  void leaving(String... arguments) throws BackendException {
    try {
      Path output = Files.createTempFile("cubrid", ".log");
      try {
        Process started = command("cubrid", List.of(arguments)).detach(output);
        if (!started.waitFor(left().toMillis(), TimeUnit.MILLISECONDS)) {
          started.destroy();
          throw new BackendException(
              Kind.UNAVAILABLE, "cubrid " + String.join(" ", arguments) + " takes too long");
        }
        if (started.exitValue() != 0) {
          throw new BackendException(
              Kind.REFUSED,
              "cubrid %s ended with status %d: %s"
                  .formatted(
                      String.join(" ", arguments),
                      started.exitValue(),
                      Files.readString(output).strip()));
        }
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new BackendException(
          Kind.REFUSED, "cubrid " + arguments[0] + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw ends(e);
    }
  }

  /** How {@code dba} logs in with csql. */
  enum Login {
    /** With a database's server running. */
    SERVED,
    /** Without a server. */
    ALONE,
    /** Without a server and a password, which is how databases are made. */
    FRESH
  }

  /**
   * Says statements to a database. They come by standard input, since whoever is on the machine
   * sees arguments; for the administrator's password CUBRID's programs have no other way.
   *
   * @return the lines that csql writes
   */
  List<String> sql(Login login, String database, String statements) throws BackendException {
    List<String> arguments = new ArrayList<>(List.of("-u", "dba"));
    arguments.addAll(List.of("-p", login == Login.FRESH ? "" : server.password()));
    arguments.add(login == Login.SERVED ? "-C" : "-S");
    arguments.addAll(List.of("--no-pager", "-i", "/dev/stdin", database));
    Command command =
        command("csql", arguments).input((statements + "\n").getBytes(StandardCharsets.UTF_8));
    return lines(command, "csql on " + database);
  }

  String password() {
    return server.password();
  }

  static boolean isWrongPassword(BackendException thrown) {
    return thrown.text().contains(WRONG_PASSWORD);
  }

  private Command command(String program, List<String> arguments) throws BackendException {
    if (left().isNegative() || left().isZero()) {
      throw new BackendException(Kind.UNAVAILABLE, "CUBRID has taken too long");
    }
    Path home = server.installation();
    List<String> line = new ArrayList<>(List.of(home.resolve("bin").resolve(program).toString()));
    line.addAll(arguments);
    return Command.of(line)
        .env(
            Map.of(
                "CUBRID",
                home.toString(),
                "CUBRID_DATABASES",
                server.folder().toString(),
                "CUBRID_MSG_LANG",
                "en_US",
                "LD_LIBRARY_PATH",
                home.resolve("lib") + ":" + home.resolve("cci/lib"),
                "PATH",
                home.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin"))
        .in(server.folder())
        .timeout(left());
  }

  private Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  /** Everything that it writes; CUBRID's programs write errors to either place. */
  private List<String> lines(Command command, String what) throws BackendException {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try {
      command.onLine(lines::add).run();
      return lines;
    } catch (CommandFailed e) {
      throw fault(what, e);
    } catch (InterruptedException e) {
      throw ends(e);
    }
  }

  /** The program's own lines may repeat a statement, and so a password. */
  private BackendException fault(String what, CommandFailed e) {
    String text = String.valueOf(e.getMessage()).replace(server.password(), "…");
    return new BackendException(
        e.status() < 0 ? Kind.UNAVAILABLE : Kind.REFUSED,
        what + ": " + text.replaceAll("(?i)(PASSWORD) '[^']*'?", "$1 '…'"));
  }

  private static BackendException ends(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BackendException(Kind.UNAVAILABLE, "the broker ends", e);
  }
}
