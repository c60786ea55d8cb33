package dev.slipway.definition.imagebuild;

/** An image that is to be built of RPM packages. */
public sealed interface ImageBuild permits BootImage, DvdImage, LiveImage {
  /** What is said of every image. */
  Request request();
}
