package dev.slipway.farm.task;

import dev.slipway.farm.conf.Machine;
import dev.slipway.farm.ssh.Answer;
import dev.slipway.farm.ssh.Connection;
import dev.slipway.farm.ssh.RemoteCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * A host that something is done on.
 *
 * @param output takes the lines that long commands write there
 */
public record Target(Machine machine, Connection connection, Consumer<String> output) {
  String workdir() {
    return machine.site().workdir();
  }

  String path(String below) {
    return workdir() + "/" + below;
  }

  /** Runs a command as root that is to succeed, showing what it writes. */
  void asRoot(RemoteCommand command) throws IOException {
    Answer answer = connection.runAsRoot(command, InputStream.nullInputStream(), output);
    connection.expect(answer);
  }

  /** Runs a command that is to succeed, showing what it writes. */
  void run(RemoteCommand command) throws IOException {
    connection.expect(connection.run(command, InputStream.nullInputStream(), output));
  }
}
