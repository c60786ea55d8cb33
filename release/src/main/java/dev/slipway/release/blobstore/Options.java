package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A blob store's options: of the release's files, and of variables that come before them: {@code
 * SLIPWAY_BLOBSTORE_ACCESS_KEY_ID} for {@code access_key_id}.
 */
record Options(Map<String, String> written, Map<String, String> environment) {
  private static final String PREFIX = "SLIPWAY_BLOBSTORE_";

  Optional<String> text(String name) {
    return variable(PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_'))
        .or(() -> Optional.ofNullable(written.get(name)).filter(v -> !v.isBlank()));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
  }

  String need(String name, String example) throws ReleaseException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      throw new ReleaseException(
          Code.INVALID,
          "config/final.yml: the blob store has no option `"
              + name
              + "`; write it below blobstore.options, such as `"
              + name
              + ": "
              + example
              + "`");
    }
    return text.get();
  }

  boolean flag(String name, boolean preset) throws ReleaseException {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().matches("true|false")) {
      throw wrong(name, "is neither true nor false");
    }
    return text.map(Boolean::parseBoolean).orElse(preset);
  }

  /** A fault that does not show the value, which may be a secret in the wrong place. */
  static ReleaseException wrong(String name, String what) {
    return new ReleaseException(
        Code.INVALID, "the blob store's option `" + name + "` " + what + "; mend it in config");
  }

  @Override
  public String toString() {
    return "options " + written.keySet();
  }
}
