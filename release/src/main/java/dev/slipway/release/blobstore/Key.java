package dev.slipway.release.blobstore;

import java.util.Optional;

/**
 * Who signs requests.
 *
 * @param session of keys that hold for some time only
 */
record Key(String access, String secret, Optional<String> session) {
  @Override
  public String toString() {
    return "a key";
  }
}
