package dev.slipway.disk.check;

/**
 * Something wrong in an image.
 *
 * @param offset where it shows, in bytes from the file's start
 * @param message what it is, for a user
 */
public record Finding(Kind kind, long offset, String message) {
  /** What is wrong. */
  public enum Kind {
    /** Two things that must not share a place do: writing one destroys the other. */
    OVERLAP,
    /** A cluster is used more often than is counted: it may be handed out again. */
    REFCOUNT,
    /** A table names a place beyond the file's end. */
    OUT_OF_FILE,
    /** A table or a header has an entry that there cannot be. */
    BAD_ENTRY,
    /** A checksum does not fit what it is for. */
    CHECKSUM,
    /** A cluster is counted more often than it is used: room is lost, and no data. */
    LEAK
  }
}
