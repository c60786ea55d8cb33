package dev.slipway.context;

import java.util.List;
import java.util.Optional;

/**
 * A user that the instance has: made, or changed where there is one of that name.
 *
 * @param name at most 32 characters
 * @param groups further groups, made where they are not there
 * @param shell absolute path; empty: the image's usual one
 * @param password a crypt(5) hash; empty: as it is, which for a new user is none
 * @param sshKeys lines of authorized_keys
 */
public record ContextUser(
    String name,
    List<String> groups,
    Optional<String> shell,
    Optional<String> password,
    List<String> sshKeys) {
  /** Copies what is mutable. */
  public ContextUser {
    groups = List.copyOf(groups);
    sshKeys = List.copyOf(sshKeys);
  }

  /** Without the password's hash, so that it does not get into logs. */
  @Override
  public String toString() {
    return "ContextUser[" + name + "]";
  }
}
