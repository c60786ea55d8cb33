package dev.slipway.broker.postgresql;

import dev.slipway.broker.address.Trust;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.WrappedFactory;

/**
 * How the driver encrypts. Its own ways either believe the JDK's authorities or read files, in the
 * home folder too. It makes one of these by its name, so this is public.
 */
public final class Encryption extends WrappedFactory {
  /**
   * For a connection.
   *
   * @param pem of {@link Trust#pem}; empty for the JDK's authorities
   */
  public Encryption(String pem) {
    this.factory = Trust.context(pem).getSocketFactory();
  }

  /** The name is compared in the handshake: what is said then tells of the certificate. */
  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean close)
      throws IOException {
    Socket encrypted = super.createSocket(plain, host, port, close);
    if (encrypted instanceof SSLSocket socket) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    return encrypted;
  }
}
