package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A WebDAV server, with the options that bosh-davcli has.
 *
 * @param endpoint ends with a slash
 * @param user empty where nobody has to log in
 * @param authority PEM of an authority to believe beside those that the JDK believes
 */
record DavConfig(URI endpoint, String user, String password, Optional<String> authority) {
  static DavConfig of(Options options) throws ReleaseException {
    String written = options.need("endpoint", "https://blobs.example.com:25250");
    try {
      URI endpoint = new URI(written.endsWith("/") ? written : written + "/");
      boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
      if (!web || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
        throw Options.wrong(
            "endpoint",
            "is not https://HOST:PORT/PATH; user and password are options of their own");
      }
      return new DavConfig(
          endpoint,
          options.text("user").orElse(""),
          options.text("password").orElse(""),
          options.text("tls.cert.ca").or(() -> options.text("ca_cert")));
    } catch (URISyntaxException e) {
      // Its message has the value, in which may be a password.
      throw Options.wrong("endpoint", "is not an address");
    }
  }

  /** An object's place; ids have nothing in them that would have to be written otherwise. */
  URI below(String path) {
    return URI.create(endpoint + path);
  }

  @Override
  public String toString() {
    return "WebDAV at " + endpoint.getHost();
  }
}
