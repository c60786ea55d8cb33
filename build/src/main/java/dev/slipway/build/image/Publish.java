package dev.slipway.build.image;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.catalog.Provenance;
import dev.slipway.build.catalog.Sbom;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage.Role;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a finished image into its catalog: the files first, then the record that names them. */
record Publish(
    Definition definition,
    Architecture architecture,
    Lock lock,
    ImagePlan plan,
    Artifacts artifacts,
    Catalog catalog,
    Cache cache) {
  ImageRecord publish(String program, Instant started, Instant finished) throws IOException {
    List<Artifact> all = new ArrayList<>();
    for (Output output : plan.outputs()) {
      all.add(artifacts.get(output));
    }
    ImageRecord image = image(all);
    Files.copy(definition.file(), artifacts.aside("yml"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(artifacts.aside("lock"), lock.text());
    Files.write(
        artifacts.aside("spdx.json"),
        Sbom.of(image.imageName(), image.id(), definition.base().suite(), lock));
    Map<String, String> steps = new LinkedHashMap<>();
    plan.steps().forEach(s -> steps.put(s.name(), s.fingerprint().id()));
    Provenance provenance =
        new Provenance(program, Fingerprint.sha256(definition.file()), steps, started, finished);
    Files.write(artifacts.aside("intoto.json"), provenance.statement(all, lock));
    Files.write(
        artifacts.aside("sha256"), all.stream().map(a -> a.sha256() + "  " + a.file()).toList());
    // One at a time: two builds of one image would mix their files.
    try (FileChannel channel =
            FileChannel.open(
                catalog.file(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      replace(image);
    }
    return image;
  }

  private void replace(ImageRecord image) throws IOException {
    Optional<ImageRecord> old = catalog.get(image.baseName());
    // Without its record it is not in the catalog: better than with one that its files belie.
    catalog.forget(image);
    for (String extension : List.of("yml", "lock", "spdx.json", "intoto.json", "sha256")) {
      move(artifacts.aside(extension), artifacts.fileName(extension));
    }
    for (Artifact artifact : image.artifacts()) {
      Path aside = artifacts.aside(artifact);
      if (Files.exists(aside)) {
        move(aside, artifact.file());
      }
    }
    catalog.put(image);
    if (old.isPresent()) {
      List<String> gone = new ArrayList<>(old.get().files());
      gone.removeAll(image.files());
      for (String file : gone) {
        Files.deleteIfExists(catalog.file(file)); // A format that is not asked for any more.
      }
    }
  }

  private void move(Path aside, String name) throws IOException {
    Files.move(
        aside,
        catalog.file(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private ImageRecord image(List<Artifact> all) throws IOException {
    return new ImageRecord(
        plan.disk().fingerprint().id().substring(0, 12),
        definition.name(),
        definition.version(),
        architecture.debianName(),
        definition.description().orElse(""),
        lock.time().toString(),
        new DiskLayout(definition, architecture)
            .firmwares().stream()
                .sorted()
                .map(f -> f.name().toLowerCase(java.util.Locale.ROOT))
                .toList(),
        definition.context(),
        all,
        lock.packages(Role.IMAGE).size(),
        artifacts.fileName("yml"),
        artifacts.fileName("lock"),
        artifacts.fileName("spdx.json"),
        artifacts.fileName("intoto.json"),
        plan.test().isPresent() ? plan.test().get().results(cache) : List.of());
  }
}
