package dev.slipway.cli.doctor;

/**
 * Whether something is there.
 *
 * @param version empty where it has none, or is not there
 * @param remedy what is wrong, then what to do; empty where it is there, and where installing its
 *     package is all that there is to do
 */
record Finding(boolean there, String version, String remedy) {
  /** It is there. */
  static Finding there(String version) {
    return new Finding(true, version, "");
  }

  /** It is not; its package has it. */
  static Finding missing() {
    return new Finding(false, "", "");
  }

  /** It is not as it must be. */
  static Finding wrong(String remedy) {
    return new Finding(false, "", remedy);
  }
}
