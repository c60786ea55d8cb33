package dev.slipway.cloud.vm;

/** How an instance came to stand still. */
public enum Stopped {
  /** It did not run. */
  ALREADY,
  /** Its system shut down. */
  POWERED_DOWN,
  /** Its system did not react; QEMU ended when asked to. */
  TERMINATED,
  /** QEMU was killed. */
  KILLED
}
