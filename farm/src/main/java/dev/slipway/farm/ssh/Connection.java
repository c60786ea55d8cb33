package dev.slipway.farm.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** A host that one is logged in to. */
public final class Connection implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofHours(3);
  private static final Duration OPENING = Duration.ofSeconds(30);

  private final Address address;
  private final ClientSession session;
  private final boolean root;

  Connection(Address address, ClientSession session) throws IOException {
    this.address = address;
    this.session = session;
    this.root = text(RemoteCommand.of("id", "-u")).equals("0");
  }

  /** The user's name there. */
  public String user() {
    return session.getUsername();
  }

  /** Whether that is root. */
  public boolean isRoot() {
    return root;
  }

  /** Runs a command whose standard input is empty. */
  public Answer run(RemoteCommand command) throws IOException {
    return run(command, InputStream.nullInputStream(), line -> {});
  }

  /**
   * Runs a command to its end.
   *
   * @param input its standard input, where secrets belong: others see arguments
   * @param onLine takes each line that it writes
   */
  public Answer run(RemoteCommand command, InputStream input, Consumer<String> onLine)
      throws IOException {
    Lines out = new Lines(onLine);
    Lines err = new Lines(onLine);
    try (ChannelExec channel = session.createExecChannel(command.line())) {
      channel.setIn(input);
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(OPENING);
      Set<ClientChannelEvent> ended =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONGEST);
      if (Thread.interrupted()) {
        throw new InterruptedIOException();
      }
      if (ended.contains(ClientChannelEvent.TIMEOUT)) {
        throw new HostFailed(
            "a command on " + address + " did not end in " + LONGEST.toHours() + " h");
      }
      Integer status = channel.getExitStatus();
      if (status == null) {
        throw new HostFailed("the connection to " + address + " broke; run this again");
      }
      return new Answer(status, out.finish(), err.finish());
    }
  }

  /** Runs a command as root, by sudo where the user is not. */
  public Answer runAsRoot(RemoteCommand command, InputStream input, Consumer<String> onLine)
      throws IOException {
    if (root) {
      return run(command, input, onLine);
    }
    Answer answer = run(command.behind("sudo", "-n", "--"), input, onLine);
    if (!answer.ok() && isAboutSudo(answer)) {
      throw new HostFailed(
          """
          %s needs root for this, and sudo there wants a password or is missing
          log in as root in deploy.conf, or put into /etc/sudoers.d/slipway there:
            %s ALL=(ALL) NOPASSWD: ALL\
          """
              .formatted(address, user()));
    }
    return answer;
  }

  private static boolean isAboutSudo(Answer answer) {
    return answer.err().stream()
        .anyMatch(l -> l.startsWith("sudo:") || l.contains("sudo: not found"));
  }

  /** Runs a command that is to succeed, and returns the lines that it wrote. */
  public List<String> lines(RemoteCommand command) throws IOException {
    return lines(command, new byte[0]);
  }

  /** The same with something on its standard input. */
  public List<String> lines(RemoteCommand command, byte[] input) throws IOException {
    return expect(run(command, new ByteArrayInputStream(input), line -> {}));
  }

  /** What a command wrote that was to succeed. */
  public List<String> expect(Answer answer) throws HostFailed {
    if (!answer.ok()) {
      List<String> told = answer.err().isEmpty() ? answer.out() : answer.err();
      throw new HostFailed(
          told.isEmpty()
              ? "a command on " + address + " ended with status " + answer.status()
              : String.join("\n", told.subList(Math.max(0, told.size() - 10), told.size())));
    }
    return answer.out();
  }

  private String text(RemoteCommand command) throws IOException {
    return String.join("\n", lines(command));
  }

  @Override
  public void close() {
    session.close(false).addListener(closed -> {});
  }
}
