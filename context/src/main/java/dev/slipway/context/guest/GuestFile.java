package dev.slipway.context.guest;

/** Something that the guest side puts into an image, of root's. */
public sealed interface GuestFile {
  /** Where: absolute, below the image's root, in a merged-/usr layout. */
  String path();

  /**
   * A file.
   *
   * @param mode permission bits
   * @param bytes not to be changed
   */
  record Plain(String path, int mode, byte[] bytes) implements GuestFile {}

  /**
   * A symbolic link.
   *
   * @param target absolute
   */
  record Link(String path, String target) implements GuestFile {}
}
