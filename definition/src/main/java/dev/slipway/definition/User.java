package dev.slipway.definition;

import java.util.List;
import java.util.Optional;

/**
 * A user that the image has: made, or changed where a package has made it.
 *
 * @param name at most 32 characters
 * @param uid empty: the next free one
 * @param groups further groups, which have to be there
 * @param shell absolute path
 * @param home absolute path
 * @param password a crypt(5) hash, or {@code !}, locked
 * @param sshKeys lines of authorized_keys
 * @param system whether it is one of the system's own
 */
public record User(
    String name,
    Optional<Long> uid,
    List<String> groups,
    String shell,
    String home,
    String password,
    List<String> sshKeys,
    boolean system) {
  /** Copies what is mutable. */
  public User {
    groups = List.copyOf(groups);
    sshKeys = List.copyOf(sshKeys);
  }

  /** Without the password's hash, so that it does not get into logs. */
  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
