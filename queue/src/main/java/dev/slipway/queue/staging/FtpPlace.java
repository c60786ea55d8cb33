package dev.slipway.queue.staging;

import dev.slipway.queue.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.FTPSClient;
import org.jspecify.annotations.Nullable;

/** A folder of an FTP server (RFC 959), in the clear or with explicit TLS (RFC 4217). */
final class FtpPlace implements Place {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final FTPClient client;
  private final String folder;

  FtpPlace(URI url, Credential credential, @Nullable SSLContext trust) throws IOException {
    this.folder = url.getPath();
    this.client = url.getScheme().equalsIgnoreCase("ftps") ? secured(trust) : new FTPClient();
    client.setControlEncoding(StandardCharsets.UTF_8.name());
    client.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
    client.setDefaultTimeout(Math.toIntExact(SILENCE.toMillis()));
    client.setDataTimeout(SILENCE);
    try {
      client.connect(url.getHost(), url.getPort() < 0 ? FTP.DEFAULT_PORT : url.getPort());
      begin(credential);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static FTPSClient secured(@Nullable SSLContext trust) throws IOException {
    try {
      FTPSClient client = new FTPSClient(false, trust == null ? SSLContext.getDefault() : trust);
      client.setEndpointCheckingEnabled(true);
      return client;
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this JDK has no TLS", e);
    }
  }

  private void begin(Credential credential) throws IOException {
    expect(FTPReply.isPositiveCompletion(client.getReplyCode()), "the connection");
    String password = credential.password().map(Secret::text).orElse("slipway");
    expect(client.login(credential.user().orElse("anonymous"), password), "the login");
    if (client instanceof FTPSClient tls) {
      tls.execPBSZ(0);
      tls.execPROT("P");
    }
    client.enterLocalPassiveMode();
    expect(client.setFileType(FTP.BINARY_FILE_TYPE), "binary mode");
  }

  @Override
  public void write(String path, Item item) throws IOException {
    String file = folder + path;
    String parent = file.substring(0, file.lastIndexOf('/') + 1);
    makeFolders(parent);
    String part = parent + ".slipway-" + UUID.randomUUID() + ".part";
    boolean moved = false;
    try (InputStream in = item.content().open()) {
      expect(client.storeFile(part, in), "writing `" + path + "`");
      expect(client.rename(part, file), "renaming to `" + path + "`");
      moved = true;
    } finally {
      if (!moved && client.isConnected()) {
        client.deleteFile(part);
      }
    }
  }

  private void makeFolders(String parent) throws IOException {
    if (client.changeWorkingDirectory(parent)) {
      return;
    }
    for (int at = parent.indexOf('/', 1); at >= 0; at = parent.indexOf('/', at + 1)) {
      String each = parent.substring(0, at);
      // Whether it was there or is made now, it can be entered then.
      client.makeDirectory(each);
      expect(client.changeWorkingDirectory(each), "the folder `" + each + "`");
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    // RFC 3659, section 4.
    int reply = client.sendCommand("SIZE", folder + path);
    if (reply == FTPReply.FILE_UNAVAILABLE) {
      return OptionalLong.empty();
    }
    expect(reply == FTPReply.FILE_STATUS, "asking for the size of `" + path + "`");
    String answer = client.getReplyString().strip();
    return OptionalLong.of(Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1)));
  }

  @Override
  public void remove(String path) throws IOException {
    expect(client.deleteFile(folder + path), "removing `" + path + "`");
  }

  private void expect(boolean done, String what) throws IOException {
    if (!done) {
      String answer = String.valueOf(client.getReplyString()).strip();
      throw new IOException(what + " was refused: " + answer);
    }
  }

  @Override
  public void close() {
    try {
      client.disconnect();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
