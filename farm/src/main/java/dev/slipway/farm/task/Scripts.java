package dev.slipway.farm.task;

import dev.slipway.farm.ssh.RemoteCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The fixed scripts that run on hosts; each says itself what its arguments are. */
enum Scripts {
  LIST_FILES("list-files"),
  PROCESS_RUNS("process-runs"),
  PUT_FILES("put-files"),
  REMOVE_FILES("remove-files"),
  START_PROCESS("start-process"),
  START_UNIT("start-unit"),
  UNPACK_JDK("unpack-jdk");

  private final String name;

  Scripts(String name) {
    this.name = name;
  }

  /** A script with its arguments. */
  RemoteCommand with(List<String> arguments) {
    return RemoteCommand.script(text(), arguments);
  }

  /** A script with its arguments. */
  RemoteCommand with(String... arguments) {
    return with(List.of(arguments));
  }

  private String text() {
    try (InputStream in = Scripts.class.getResourceAsStream(name + ".sh")) {
      if (in == null) {
        throw new IllegalStateException("there is no script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
