package dev.slipway.release.render;

/**
 * A file of a rendered job.
 *
 * @param path below {@code /var/vcap/jobs/NAME}
 */
public record RenderedFile(String path, byte[] content) {
  /**
   * The permissions that a director's agent gives it: programs are executable because they are in
   * {@code bin}.
   */
  public String permissions() {
    return path.startsWith("bin/") ? "rwxr-x---" : "rw-r-----";
  }
}
