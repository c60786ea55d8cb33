package dev.slipway.queue.staging;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A folder of an SSH server. Its key must be in the credential's file of host keys. */
final class SftpPlace implements Place {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int PORT = 22;

  private final SshClient ssh;
  private final ClientSession session;
  private final SftpClient client;
  private final String folder;

  SftpPlace(URI url, Credential credential) throws IOException {
    this.folder = url.getPath();
    this.ssh = ssh(credential);
    ssh.start();
    try {
      this.session = session(url, credential);
      this.client = SftpClientFactory.instance().createSftpClient(session);
    } catch (IOException | RuntimeException e) {
      ssh.stop();
      throw e;
    }
  }

  private static SshClient ssh(Credential credential) throws IOException {
    Path hostKeys =
        credential
            .hostKeys()
            .orElseThrow(() ->
                new QueueException(
                    QueueException.Code.CONFIGURATION,
                    "credential `"
                        + credential.name()
                        + "` has no file of host keys, and a host that nobody knows gets nothing;"
                        + " make one with ssh-keyscan, and compare it with the host's own"));
    SshClient ssh = SshClient.setUpDefaultClient();
    ssh.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, hostKeys));
    // What is configured is all that counts, not files and agents of whoever runs the server.
    ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    ssh.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    return ssh;
  }

  private ClientSession session(URI url, Credential credential) throws IOException {
    int port = url.getPort() < 0 ? PORT : url.getPort();
    String user = credential.user().orElse("slipway");
    ClientSession opened = ssh.connect(user, url.getHost(), port).verify(LIMIT).getSession();
    credential.password().map(Secret::text).ifPresent(opened::addPasswordIdentity);
    if (credential.key().isPresent()) {
      addKeys(opened, credential.key().get());
    }
    opened.auth().verify(LIMIT);
    return opened;
  }

  private static void addKeys(ClientSession session, Path file) throws IOException {
    try {
      new FileKeyPairProvider(file).loadKeys(null).forEach(session::addPublicKeyIdentity);
    } catch (RuntimeException e) {
      throw new IOException("the key in " + file + " cannot be read", e);
    }
  }

  @Override
  public void write(String path, Item item) throws IOException {
    String file = folder + path;
    String parent = file.substring(0, file.lastIndexOf('/') + 1);
    makeFolders(parent);
    String part = parent + ".slipway-" + UUID.randomUUID() + ".part";
    boolean moved = false;
    try {
      try (InputStream in = item.content().open();
          OutputStream out = client.write(part)) {
        in.transferTo(out);
      }
      // The plain rename of version 3 fails where there is a file of that name.
      client.rename(part, file);
      moved = true;
    } finally {
      if (!moved && client.isOpen() && exists(part)) {
        client.remove(part);
      }
    }
  }

  private void makeFolders(String parent) throws IOException {
    for (int at = parent.indexOf('/', 1); at >= 0; at = parent.indexOf('/', at + 1)) {
      String each = parent.substring(0, at);
      if (!exists(each)) {
        client.mkdir(each);
      }
    }
  }

  private boolean exists(String file) throws IOException {
    return stat(file).isPresent();
  }

  private OptionalLong stat(String file) throws IOException {
    try {
      return OptionalLong.of(client.stat(file).getSize());
    } catch (SftpException e) {
      if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    return stat(folder + path);
  }

  @Override
  public void remove(String path) throws IOException {
    client.remove(folder + path);
  }

  @Override
  public void close() {
    session.close(true);
    ssh.stop();
  }
}
