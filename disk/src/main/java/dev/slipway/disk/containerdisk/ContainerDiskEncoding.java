package dev.slipway.disk.containerdisk;

import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What KubeVirt boots from: an OCI image, in an archive that skopeo copies to a registry, whose
 * only layer has the disk in {@code /disk}, for the user that QEMU runs as there.
 *
 * @param disk how the disk is written: as qcow2 or raw
 * @param fileName the disk's name in the layer, which ends with {@code .qcow2} or {@code .img}
 * @param architecture as Go says it: amd64, 386, arm64
 * @param tag of the image; letters, digits and {@code ._-}
 * @param time that the image says it was made at
 * @param scratch a folder for a temporary file
 */
public record ContainerDiskEncoding(
    Encoding disk, String fileName, String architecture, String tag, Instant time, Path scratch)
    implements Encoding {
  /** Refuses names that would need quoting. */
  public ContainerDiskEncoding {
    for (String each : new String[] {fileName, architecture, tag}) {
      if (!each.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
        throw new IllegalArgumentException(
            "'%s' is no name; use up to 80 letters, digits and ._-".formatted(each));
      }
    }
  }

  @Override
  public Optional<Packing> packing() {
    return disk.packing();
  }

  /** The layer's name in the archive is its digest. */
  @Override
  public boolean patches() {
    return true;
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    return new ContainerDiskEncoder(this, shape, output);
  }
}
