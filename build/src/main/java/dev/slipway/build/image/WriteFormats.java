package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FormatSpec;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.target.Settings;
import dev.slipway.disk.target.Subject;
import dev.slipway.disk.target.Target;
import dev.slipway.disk.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a disk in all formats that are asked for beside raw, while reading it once. */
final class WriteFormats implements Step {
  private final WriteDisk disk;
  private final Artifacts artifacts;
  private final Subject subject;
  private final List<Format> formats;
  private final Fingerprint fingerprint;

  private record Format(Target target, Output output) {}

  /**
   * Files of a disk.
   *
   * @param wanted at least one
   * @throws BuildException where an importer would refuse one
   */
  WriteFormats(
      Definition definition,
      List<FormatSpec> wanted,
      Subject subject,
      WriteDisk disk,
      Artifacts artifacts)
      throws BuildException {
    this.disk = disk;
    this.artifacts = artifacts;
    this.subject = subject;
    List<Format> all = new ArrayList<>();
    for (FormatSpec each : wanted) {
      try {
        all.add(format(each));
      } catch (DiskException e) {
        throw new BuildException(
            BuildException.Code.DISK,
            "%s: `formats`: %s".formatted(definition.file(), e.getMessage()));
      }
    }
    formats = List.copyOf(all);
    Fingerprint.Builder sum = Fingerprint.of("formats");
    formats.forEach(f -> sum.add(f.target().name(), f.output().fingerprint().id()));
    fingerprint = sum.build();
  }

  private Format format(FormatSpec spec) throws DiskException {
    Settings settings = Settings.DEFAULT;
    if (spec instanceof FormatSpec.Qcow2 qcow2) {
      int version = qcow2.compat() == FormatSpec.Compat.V0_10 ? 2 : 3;
      settings = settings.withQcow2(compression(qcow2), version);
    }
    Target target = new Targets(settings, artifacts.folder()).named(spec.name());
    target.check(subject);
    Fingerprint own =
        Fingerprint.of("format")
            .add("code", CodeVersion.of(WriteFormats.class, Disks.class))
            .add("disk", disk.fingerprint().id())
            .add("target", target.name())
            .add("settings", settings.toString())
            .add("subject", subject.toString())
            .build();
    return new Format(target, new Output(target.name(), target.ending(), own));
  }

  private static Compression compression(FormatSpec.Qcow2 format) {
    return switch (format.compression()) {
      case ZLIB -> Compression.ZLIB;
      case ZSTD -> Compression.ZSTD;
      case NONE -> Compression.NONE;
    };
  }

  /** The files, in the definition's order. */
  List<Output> outputs() {
    return formats.stream().map(Format::output).toList();
  }

  @Override
  public String name() {
    return "formats";
  }

  @Override
  public String title() {
    return "Write "
        + formats.stream().map(f -> f.target().name()).collect(Collectors.joining(", "));
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<Step> needs() {
    return List.of(disk);
  }

  @Override
  public boolean isKept() {
    return false;
  }

  @Override
  public boolean isDone(Cache cache) throws IOException {
    return missing().isEmpty();
  }

  private List<Format> missing() throws IOException {
    List<Format> missing = new ArrayList<>();
    for (Format each : formats) {
      if (artifacts.there(each.output()).isEmpty()) {
        missing.add(each);
      }
    }
    return missing;
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    List<Format> missing = missing();
    List<Destination> destinations = new ArrayList<>();
    for (Format each : missing) {
      Path file = artifacts.aside(each.output());
      destinations.addAll(each.target().destinations(file, subject, true));
    }
    Conversion conversion =
        new Conversion(
            Conversion.CHUNK,
            Runtime.getRuntime().availableProcessors(),
            List.of("SHA-256"),
            false);
    try (Disk raw = Disks.open(disk.file(), Opening.READ.as(DiskFormat.RAW))) {
      Conversion.Result made =
          conversion.run(raw, destinations, done -> work.progress(done, raw.size(), "bytes"));
      for (int i = 0; i < missing.size(); i++) {
        DiskFile file = made.files().get(i);
        artifacts.made(missing.get(i).output(), raw.size(), file.sha256());
      }
    }
  }
}
