package dev.slipway.cli.disk;

import dev.slipway.cli.UsageException;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Options;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how a disk is to be written. */
final class TargetOptions {
  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "raw or qcow2 (default: by the target's name, as in disk.qcow2).")
  private @Nullable String to;

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      description = "none, zlib or zstd, for qcow2 (default: none).")
  private @Nullable String compression;

  @Option(
      names = "--compat",
      paramLabel = "VERSION",
      description = "0.10 (read by everything) or 1.1, for qcow2 (default: 1.1).")
  private @Nullable String compat;

  /** How to write a target. */
  DiskTarget target(Path name) {
    DiskFormat format = to == null ? byName(name) : format(to);
    return switch (format) {
      case RAW -> {
        if (compression != null || compat != null) {
          throw new UsageException("a raw disk has no compression or compat; use --to qcow2");
        }
        yield new DiskTarget.Raw();
      }
      case QCOW2 -> new DiskTarget.Qcow2(qcow2());
      case VMDK -> throw new UsageException("a vmdk cannot be made here; use --to raw or qcow2");
    };
  }

  private Qcow2Options qcow2() {
    Compression kind = compression == null ? Compression.NONE : compression(compression);
    int version =
        switch (compat == null ? "1.1" : compat) {
          case "1.1" -> 3;
          case "0.10" -> 2;
          default ->
              throw new UsageException("there is no compat " + compat + "; give 0.10 or 1.1");
        };
    if (version == 2 && kind == Compression.ZSTD) {
      throw new UsageException("zstd needs --compat 1.1; use zlib with 0.10");
    }
    return Qcow2Options.of(kind).withVersion(version);
  }

  private static DiskFormat byName(Path target) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".qcow2")) {
      return DiskFormat.QCOW2;
    }
    if (name.endsWith(".raw") || name.endsWith(".img")) {
      return DiskFormat.RAW;
    }
    throw new UsageException(
        target + " does not say its format; name it .raw, .img or .qcow2, or give --to");
  }

  /** The format that a user names. */
  static DiskFormat format(String name) {
    try {
      return DiskFormat.named(name.toLowerCase(Locale.ROOT));
    } catch (DiskException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Compression compression(String name) {
    try {
      return Compression.named(name.toLowerCase(Locale.ROOT));
    } catch (DiskException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
