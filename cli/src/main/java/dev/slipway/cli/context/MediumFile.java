package dev.slipway.cli.context;

import dev.slipway.cli.file.NewFile;
import dev.slipway.context.medium.ContextMedium;
import dev.slipway.disk.iso.IsoVolume;
import java.io.IOException;
import java.nio.file.Path;

/** A context medium as an ISO image. */
public final class MediumFile {
  /** The same context is to give the same bytes, whenever it is written. */
  private static final long TIME = 0;

  private MediumFile() {}

  /** Writes a medium to a file that only its owner may read: it may hold secrets. */
  public static void write(ContextMedium medium, Path file) throws IOException {
    IsoVolume volume = new IsoVolume(medium.tree(), medium.label(), TIME);
    try (NewFile iso = NewFile.secret(file)) {
      volume.writeTo(0, iso);
      iso.finish(volume.size());
    }
  }
}
