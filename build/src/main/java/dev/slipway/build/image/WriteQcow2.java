package dev.slipway.build.image;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.definition.FormatSpec;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.qcow2.Qcow2Writer;
import java.io.IOException;
import java.util.List;

/** Writes a disk as qcow2. */
final class WriteQcow2 implements Step {
  private final FormatSpec.Qcow2 format;
  private final WriteDisk disk;
  private final Artifacts artifacts;
  private final Fingerprint fingerprint;

  WriteQcow2(FormatSpec.Qcow2 format, WriteDisk disk, Artifacts artifacts) {
    this.format = format;
    this.disk = disk;
    this.artifacts = artifacts;
    this.fingerprint =
        Fingerprint.of("qcow2")
            .add("code", CodeVersion.of(WriteQcow2.class, Disks.class))
            .add("disk", disk.fingerprint().id())
            .add("compat", format.compat().word())
            .add("compression", format.compression().name())
            .build();
  }

  @Override
  public String name() {
    return "qcow2";
  }

  @Override
  public String title() {
    return "Write qcow2, compat %s, compression %s"
        .formatted(format.compat().word(), compression().label());
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
    return artifacts.there(format.name(), fingerprint).isPresent();
  }

  private Compression compression() {
    return switch (format.compression()) {
      case ZLIB -> Compression.ZLIB;
      case ZSTD -> Compression.ZSTD;
      case NONE -> Compression.NONE;
    };
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    Qcow2Options options =
        Qcow2Options.of(compression())
            .withVersion(format.compat() == FormatSpec.Compat.V0_10 ? 2 : 3);
    try (Disk raw = Disks.open(disk.file(), Opening.READ.as(DiskFormat.RAW))) {
      DiskFile file =
          new Qcow2Writer(options)
              .write(
                  raw,
                  artifacts.aside(format.name()),
                  done -> work.progress(done, raw.size(), "bytes"));
      artifacts.made(format.name(), raw.size(), file.sha256(), fingerprint);
    }
  }
}
