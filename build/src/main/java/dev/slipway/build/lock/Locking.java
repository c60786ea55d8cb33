package dev.slipway.build.lock;

/** How a build treats a lock file. */
public enum Locking {
  /** Keep to it as long as the definition asks for the same packages; else resolve and write it. */
  KEEP,
  /** Keep to it, or fail. */
  LOCKED,
  /** Resolve anew and write it. */
  UPDATE
}
