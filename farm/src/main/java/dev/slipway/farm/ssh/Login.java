package dev.slipway.farm.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who logs in, and whom to trust.
 *
 * @param user the name where an address has none
 * @param folder the user's .ssh folder, with known_hosts, config and keys
 * @param identities private keys that are tried instead of those in the folder
 * @param newHosts what becomes of hosts that were never seen
 */
public record Login(String user, Path folder, List<Path> identities, NewHosts newHosts) {
  /** Takes a copy of the list. */
  public Login {
    identities = List.copyOf(identities);
  }

  /** The same, where nothing is written down. */
  public Login readOnly() {
    return new Login(
        user, folder, identities, newHosts == NewHosts.ADD ? NewHosts.TRUST : newHosts);
  }

  /** The private keys to try. */
  List<Path> keys() {
    return identities.isEmpty()
        ? Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
            .map(folder::resolve)
            .filter(Files::isReadable)
            .toList()
        : identities;
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  Path config() {
    return folder.resolve("config");
  }
}
