package dev.slipway.release.store;

/**
 * What came of an upload.
 *
 * @param title of the release that is in the store now: {@code redis/1+dev.2}
 * @param stored how many archives were new
 * @param there how many parts were in the store already
 */
public record Uploaded(Outcome outcome, String title, int stored, int there) {
  /** How it ended. */
  public enum Outcome {
    /** The release is new in the store. */
    STORED,
    /** The store had this version, and has more of its archives now. */
    COMPLETED,
    /** The store had this version with other contents, and has these now. */
    REPLACED,
    /** The store has this very release. */
    SAME,
    /** The store has this version, and it was not compared. */
    SKIPPED,
    /** Nothing changed since the newest version, so that no newer one was made. */
    UNCHANGED
  }
}
