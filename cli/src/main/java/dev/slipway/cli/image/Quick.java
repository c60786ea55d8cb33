package dev.slipway.cli.image;

import dev.slipway.build.ImageBuilder.Order;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.lock.Locking;
import dev.slipway.cli.Surroundings;
import dev.slipway.cloud.boot.BootResult;
import dev.slipway.cloud.boot.BootSpec;
import dev.slipway.cloud.boot.BootTest;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.context.ContextException;
import dev.slipway.context.medium.ContextFormat;
import dev.slipway.context.medium.ContextMedium;
import dev.slipway.context.reader.ContextReader;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FormatSpec;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The shortest way from a definition to a machine that has run. */
public final class Quick {
  private final Surroundings surroundings;
  private final Workshop workshop;

  /** In these surroundings. */
  public Quick(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.workshop = new Workshop(surroundings);
  }

  /** Builds a definition for this machine, as a raw disk, into the catalog. */
  public ImageRecord build(Path folder, Event.Listener events)
      throws IOException, InterruptedException {
    Definition definition = workshop.definition(folder);
    try (Cache cache = workshop.cache()) {
      Order order =
          new Order(
              definition,
              definition.architectures().getFirst(),
              List.<FormatSpec>of(new FormatSpec.Raw()),
              Locking.KEEP,
              false);
      return workshop
          .builder(cache, new QemuTester(surroundings, events))
          .build(order, workshop.catalog(null), events);
    }
  }

  /** Where an image's disk is. */
  public Path file(ImageRecord image) {
    Artifact artifact = image.artifacts().getFirst();
    return workshop.catalog(null).file(artifact.file());
  }

  /** Boots an image by its first firmware, with a context, until a text comes on its console. */
  public BootResult boot(ImageRecord image, Path context, String expect, Event.Listener events)
      throws IOException, InterruptedException, ContextException {
    Path work = Files.createDirectories(surroundings.cacheFolder().resolve("boots"));
    Path iso = Files.createTempFile(work, "context", ".iso");
    try {
      Files.delete(iso);
      ContextMedium.render(ContextReader.read(context), "quickstart", ContextFormat.SLIPWAY)
          .write(iso);
      BootSpec spec =
          BootSpec.of(
                  file(image),
                  dev.slipway.cloud.Architecture.of(image.architecture()),
                  List.of(dev.slipway.cloud.Firmware.of(image.firmware().getFirst())),
                  work)
              .expecting(expect, Duration.ofMinutes(10))
              .sized(512, 1)
              .withContext(iso);
      return new BootTest(work, new Probe(surroundings.cacheFolder()), events).run(spec).getFirst();
    } finally {
      Files.deleteIfExists(iso);
    }
  }
}
