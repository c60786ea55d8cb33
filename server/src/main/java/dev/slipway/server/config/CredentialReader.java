package dev.slipway.server.config;

import dev.slipway.queue.Secret;
import dev.slipway.queue.staging.Credential;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads where builds may be published to, with the logins there. */
record CredentialReader(Effective values) {
  List<Credential> read() {
    List<Credential> credentials = new ArrayList<>();
    for (String name : values.names("credentials")) {
      String block = "credentials." + name;
      ServerConfigReader.need(values, block, Set.of("url"));
      url(block + ".url")
          .ifPresent(url ->
              credentials.add(
                  new Credential(
                      name,
                      url,
                      values.text(block + ".user"),
                      values.secret(block + ".password").map(Secret::new),
                      values.path(block + ".key"),
                      values.path(block + ".host-keys"),
                      values.uri(block + ".endpoint"),
                      values.text(block + ".region"))));
    }
    return credentials;
  }

  private Optional<URI> url(String name) {
    return values
        .text(name)
        .flatMap(text -> {
          try {
            URI url = URI.create(text);
            if (url.getScheme() != null && url.getRawUserInfo() == null) {
              return Optional.of(url);
            }
          } catch (IllegalArgumentException e) {
            // The fault below says what it must be.
          }
          values.fault(name, "is not an address as in `sftp://files.example.net/images/`");
          return Optional.empty();
        });
  }
}
