package dev.slipway.context;

import dev.slipway.disk.tree.Content;

/**
 * A file that is put into the instance.
 *
 * @param path absolute, without {@code .} and {@code ..}
 * @param content its bytes
 * @param owner {@code user:group}, names or numbers
 * @param mode permission bits, 0 to 07777
 */
public record ContextFile(String path, Content content, String owner, int mode) {
  /** Without the content, so that it does not get into logs. */
  @Override
  public String toString() {
    return "ContextFile[" + path + "]";
  }
}
