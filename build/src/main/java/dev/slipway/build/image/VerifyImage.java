package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.ImageBuilder;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Staging;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.lock.Locking;
import dev.slipway.definition.FormatSpec;
import dev.slipway.disk.Comparison;
import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds an image a second time, with none of the first one's results, and compares the disks. */
public final class VerifyImage {
  private final ImageBuilder builder;
  private final Event.Listener events;

  /** Verifying with this builder's means; its cache lends packages and takes nothing. */
  public VerifyImage(ImageBuilder builder, Event.Listener events) {
    this.builder = builder;
    this.events = events;
  }

  /**
   * What came of it.
   *
   * @param sha256 of the first disk's file, where they are the same
   * @param offset of the first byte that differs, in the disk
   * @param place what is there, in words
   */
  public record Verdict(boolean same, String sha256, long offset, String place) {}

  /**
   * Builds again from the lock and compares.
   *
   * @throws BuildException where the image is not in the catalog
   */
  public Verdict verify(ImageBuilder.Order order, Catalog catalog)
      throws IOException, InterruptedException {
    String name = order.definition().imageName() + "." + order.architecture().debianName();
    ImageRecord image =
        catalog
            .get(name)
            .filter(catalog::isWhole)
            .orElseThrow(() ->
                new BuildException(
                    BuildException.Code.CATALOG,
                    "no valid image '"
                        + name
                        + "' in "
                        + catalog.folder()
                        + " to compare with; build it first"));
    Artifact first =
        image
            .disk()
            .orElseThrow(() ->
                new BuildException(
                    BuildException.Code.CATALOG,
                    name + " has neither a raw nor a qcow2 disk to compare; build it as one"));
    if (!new BuildImage(builder, order, catalog, events).disk().startsWith(image.id())) {
      throw new BuildException(
          BuildException.Code.CATALOG,
          "the definition, its lock or Slipway has changed since "
              + name
              + " was built; build it again before it is verified");
    }
    try (Staging staging = builder.cache().stage()) {
      Path root = staging.folder().resolve("cache");
      Files.createDirectories(root);
      Files.createSymbolicLink(root.resolve("archive"), builder.cache().root().resolve("archive"));
      Catalog second = new Catalog(staging.folder().resolve("images"));
      try (Cache empty = Cache.open(root, Long.MAX_VALUE, builder.clock())) {
        new ImageBuilder(
                empty,
                builder.fetcher(),
                builder.environment(),
                builder.clock(),
                builder.tester(),
                builder.program())
            .build(
                new ImageBuilder.Order(
                    order.definition(),
                    order.architecture(),
                    List.<FormatSpec>of(new FormatSpec.Raw()),
                    Locking.LOCKED,
                    false),
                second,
                events);
      }
      return compare(catalog.file(first.file()), first, second.file(name + ".raw"));
    }
  }

  private static Verdict compare(Path one, Artifact artifact, Path other)
      throws IOException, InterruptedException {
    try (Disk a = Disks.open(one);
        Disk b = Disks.open(other)) {
      Comparison comparison = Disks.compare(a, b);
      if (comparison.identical()) {
        return new Verdict(true, artifact.sha256(), 0, "");
      }
      if (comparison.firstDifference().isEmpty()) {
        return new Verdict(
            false, "", 0, "one disk has %d bytes, the other %d".formatted(a.size(), b.size()));
      }
      long offset = comparison.firstDifference().getAsLong();
      Optional<String> place = PlaceInDisk.of(other, offset);
      return new Verdict(false, "", offset, place.orElse("outside of any file"));
    }
  }
}
