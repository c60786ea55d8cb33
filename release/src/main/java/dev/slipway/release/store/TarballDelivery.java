package dev.slipway.release.store;

import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.TgzReader.Kind;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.TarballManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A release as one file.
 *
 * @param size in bytes
 * @param name for messages
 */
record TarballDelivery(Path file, long size, String name) implements Delivery {
  private TgzReader.Limits limits() {
    return TgzReader.Limits.ofFile(size);
  }

  @Override
  public ReleaseManifest manifest() throws IOException {
    return TarballManifest.read(file, name, limits());
  }

  @Override
  public void deliver(Collection<Part> wanted, Taker taker) throws IOException {
    Map<String, Part> left = new HashMap<>();
    wanted.forEach(part -> left.put(part.entry(), part));
    // To its end, also where all is found: what is cut off is refused whole.
    TgzReader.read(
        file,
        name,
        limits(),
        (entry, content) -> {
          Part part = entry.kind() == Kind.FILE ? left.remove(entry.name()) : null;
          if (part != null) {
            taker.take(part, content);
          }
          return true;
        });
  }
}
