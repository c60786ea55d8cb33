package dev.slipway.build.container;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.cache.Staging;
import dev.slipway.build.cache.Trees;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file tree of an image, copied out of its disk, so that it is the image's whatever became of
 * the steps that built it. Not to be changed.
 *
 * @param folder the tree's root; set-uid bits are not kept in it
 * @param sha256 of the disk
 */
public record ImageTree(ImageRecord image, Path folder, String sha256) {
  private static final String STEP = "image";

  /**
   * Takes it from the cache, or copies it.
   *
   * @param cache keeps it for as long as the cache is open
   * @throws BuildException where the image has no disk to start from, or another than it was
   */
  public static ImageTree of(ImageRecord image, Catalog catalog, Cache cache, Event.Listener events)
      throws IOException, InterruptedException {
    Artifact disk =
        image
            .disk()
            .orElseThrow(
                () -> unusable(image, "has neither a raw nor a qcow2 disk; build it as one"));
    if (!catalog.isAsMade(disk)) {
      throw unusable(image, "was changed since it was built; build it again");
    }
    Fingerprint fingerprint =
        Fingerprint.of("image tree")
            .add("code", CodeVersion.of(ImageTree.class))
            .add("disk", disk.sha256())
            .build();
    Optional<Path> kept = cache.find(fingerprint);
    if (kept.isPresent()) {
      cache.verify(fingerprint);
      events.on(new Event.Finished(STEP, Event.Outcome.CACHED, Duration.ZERO));
      return new ImageTree(image, tree(kept.get()), disk.sha256());
    }
    events.on(new Event.Started(STEP, "Copy the files of " + image.baseName()));
    long began = System.nanoTime();
    try (Staging staging = cache.stage()) {
      Path scratch = Files.createDirectory(staging.folder().resolve("scratch"));
      Path tree = Files.createDirectory(tree(staging.result()));
      RootFileSystem.copy(catalog.file(disk.file()), tree, scratch);
      Trees.delete(scratch);
      Path made = tree(cache.commit(staging, fingerprint));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      events.on(new Event.Finished(STEP, Event.Outcome.DONE, took));
      return new ImageTree(image, made, disk.sha256());
    }
  }

  private static Path tree(Path result) {
    return result.resolve("tree");
  }

  private static BuildException unusable(ImageRecord image, String why) {
    return new BuildException(
        BuildException.Code.CATALOG, "the disk of " + image.baseName() + " " + why);
  }

  /**
   * What os-release says (its page in section 5 of the manual), by name.
   *
   * @throws BuildException where the tree has none
   */
  public Map<String, String> osRelease() throws IOException {
    for (String name : new String[] {"usr/lib/os-release", "etc/os-release"}) {
      Path file = folder.resolve(name);
      // Links in the tree are the image's, not this machine's.
      if (Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath())) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
          String[] parts = line.strip().split("=", 2);
          if (parts.length == 2 && !parts[0].startsWith("#")) {
            found.put(parts[0], parts[1].replaceAll("^([\"'])(.*)\\1$", "$2"));
          }
        }
        return found;
      }
    }
    throw new BuildException(
        BuildException.Code.CATALOG, image.baseName() + " does not say what it is: no os-release");
  }
}
