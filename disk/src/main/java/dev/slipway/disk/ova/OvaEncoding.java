package dev.slipway.disk.ova;

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
 * An OVA (DMTF DSP0243): a tar of a descriptor, the disk and a manifest.
 *
 * @param machine what the descriptor says
 * @param disk how the disk's file is written
 * @param version2 whether the descriptor is of OVF 2.0, which VMware does not take
 * @param digest of the manifest
 * @param time of the files' last change
 * @param scratch a folder for a temporary file, which disks that are patched need
 */
public record OvaEncoding(
    Machine machine, OvaDisk disk, boolean version2, Digest digest, Instant time, Path scratch)
    implements Encoding {

  /** Digests of manifests. */
  public enum Digest {
    SHA256("SHA-256"),
    /** All that old VMware knows. */
    SHA1("SHA-1");

    final String algorithm;

    Digest(String algorithm) {
      this.algorithm = algorithm;
    }
  }

  /** OVF 1.0 and SHA-256. */
  public OvaEncoding(Machine machine, OvaDisk disk, Instant time, Path scratch) {
    this(machine, disk, false, Digest.SHA256, time, scratch);
  }

  @Override
  public Optional<Packing> packing() {
    return disk.encoding().packing();
  }

  /** The descriptor and a header come first and say how large the disk's file is. */
  @Override
  public boolean patches() {
    return true;
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    return new OvaEncoder(this, shape, output);
  }
}
