package dev.slipway.farm.task;

import java.nio.charset.StandardCharsets;

/**
 * A file that is to be on a host.
 *
 * @param path where, absolute
 * @param mode in octal
 */
record Upload(String path, String mode, Content content) {
  /** The line before its content, as {@code put-files.sh} reads it. */
  byte[] head() {
    String line = content.sha256() + " " + mode + " " + content.size() + " " + path + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
