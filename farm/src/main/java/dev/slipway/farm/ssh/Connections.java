package dev.slipway.farm.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.ConfigFileHostEntryResolver;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.core.CoreModuleProperties;

/** Connects to hosts as one user. */
public final class Connections implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SLOWEST = Duration.ofMinutes(15);

  private final Login login;
  private final KnownHosts known;
  private final SshClient client;

  /** Why a session was refused; its own attributes go when it is closed. */
  private final Map<ClientSession, String> refusals = new ConcurrentHashMap<>();

  /** Ready to connect. */
  public Connections(Login login) throws IOException {
    this.login = login;
    this.known = new KnownHosts(login);
    List<KeyPair> keys = PrivateKeys.of(login);
    client = SshClient.setUpDefaultClient();
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setHostConfigEntryResolver(
        Files.isReadable(login.config())
            ? new ConfigFileHostEntryResolver(login.config())
            : HostConfigEntryResolver.EMPTY);
    client.setServerKeyVerifier(this::isTrusted);
    client.addSessionListener(new KnownTypesFirst(known));
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, TIMEOUT);
    // A command is a few small packets, each of which would wait for the other side's answer.
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    // A slow host may take long to write what it has; one that has gone is noticed otherwise.
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, SLOWEST);
    // A host that has gone is noticed, however long its command may take.
    client.setSessionHeartbeat(HeartbeatType.IGNORE, Duration.ofSeconds(15));
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    client.start();
  }

  /** Connects and logs in. */
  public Connection open(Address address) throws IOException {
    ClientSession session = connect(address);
    try {
      session.auth().verify(TIMEOUT);
      return new Connection(address, session);
    } catch (SshException e) {
      String refused = refusals.remove(session);
      session.close(true);
      throw new HostFailed(refused == null ? denied(address, session, e) : refused, e);
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  private ClientSession connect(Address address) throws IOException {
    try {
      return client
          .connect(address.user().orElse(login.user()), address.host(), address.port().orElse(22))
          .verify(TIMEOUT)
          .getSession();
    } catch (SshException e) {
      throw new HostFailed(
          "no connection to %s: %s\nis the host up, and does sshd listen there?"
              .formatted(address, reason(e)),
          e);
    }
  }

  private String denied(Address address, ClientSession session, SshException e) {
    if (!String.valueOf(e.getMessage()).startsWith("No more authentication methods")) {
      return "no session with " + address + ": " + reason(e);
    }
    Object file = login.keys().getFirst();
    int port = HostNames.of(session.getConnectAddress()).port();
    String option = port == 22 ? "" : " -p " + port;
    return """
    %s takes none of your keys
    let it know one: ssh-copy-id -i %s%s %s@%s\
    """
        .formatted(address, file, option, session.getUsername(), address.host());
  }

  private static String reason(Throwable fault) {
    Throwable last = fault;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String message = last.getMessage();
    String name = last.getClass().getSimpleName();
    return message == null ? name : name.startsWith("Unresolved") ? "no such host" : message;
  }

  private boolean isTrusted(ClientSession session, SocketAddress address, PublicKey key) {
    HostName host = HostNames.of(session.getConnectAddress());
    try {
      Optional<String> refused = known.refuse(host, HostKey.of(key));
      refused.ifPresent(why -> refusals.put(session, why));
      return refused.isEmpty();
    } catch (IOException e) {
      refusals.put(session, login.knownHosts() + " cannot be read or written: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
