package dev.slipway.disk.vagrant;

import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import dev.slipway.disk.ova.Machine;
import dev.slipway.disk.ova.OvaDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A box for Vagrant's VirtualBox provider: a descriptor, the disk, metadata and a Vagrantfile, in a
 * plain tar, as the disk is compressed already.
 *
 * @param machine what the descriptor says
 * @param disk how the disk's file is written
 * @param architecture as Vagrant says it: amd64, i386, arm64
 * @param time of the files' last change
 * @param scratch a folder for a temporary file, which disks that are patched need
 */
public record VirtualBoxBox(
    Machine machine, OvaDisk disk, String architecture, Instant time, Path scratch)
    implements Encoding {
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
    return new VirtualBoxEncoder(this, shape, output);
  }
}
