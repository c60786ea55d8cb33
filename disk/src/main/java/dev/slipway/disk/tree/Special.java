package dev.slipway.disk.tree;

/**
 * A device node, named pipe or socket.
 *
 * @param major the device's major number, 0 for pipes and sockets
 * @param minor the device's minor number, 0 for pipes and sockets
 */
public record Special(Metadata metadata, Kind kind, int major, int minor) implements Node {
  /** What a special node is. */
  public enum Kind {
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    FIFO,
    SOCKET
  }
}
