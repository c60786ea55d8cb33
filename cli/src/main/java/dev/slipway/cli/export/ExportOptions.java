package dev.slipway.cli.export;

import dev.slipway.cli.UsageException;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.target.Settings;
import dev.slipway.disk.target.Target;
import dev.slipway.disk.target.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that say how files for importers are written. */
public final class ExportOptions {
  @Option(
      names = "--compression",
      paramLabel = "KIND",
      description = "Of qcow2: none, zlib or zstd (default: ${DEFAULT-VALUE}).",
      defaultValue = "zlib")
  private String compression = "zlib";

  @Option(
      names = "--compat",
      paramLabel = "VERSION",
      description = "Of qcow2: 0.10 (read by everything) or 1.1 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1.1")
  private String compat = "1.1";

  @Option(
      names = "--level",
      paramLabel = "N",
      description = "How hard to deflate, 1 to 9 (default: ${DEFAULT-VALUE}).",
      defaultValue = "6")
  private int level = 6;

  @Option(
      names = "--deflate",
      paramLabel = "WITH",
      description =
          "auto: with the system's libisal where it is installed, several times as fast; built-in:"
              + " the same bytes on every machine (default: ${DEFAULT-VALUE}).",
      defaultValue = "auto")
  private String deflate = "auto";

  @Option(
      names = "--digest",
      split = ",",
      paramLabel = "ALGORITHM",
      description =
          "Digests of each file and of the disk, such as sha256,sha512 (default: sha256); none for"
              + " none.")
  private List<String> digests = List.of("sha256");

  @Option(
      names = "--no-disk-digest",
      description = "No digests of the disk itself, whose zeros take a while, but of files alone.")
  private boolean filesOnly;

  @Option(
      names = "--ovf",
      paramLabel = "VERSION",
      description = "Of ova: 1.0 (VMware, VirtualBox) or 2.0 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1.0")
  private String ovf = "1.0";

  @Option(
      names = "--manifest",
      paramLabel = "ALGORITHM",
      description = "Of ova: sha256, or sha1 for vSphere before 6.5 (default: ${DEFAULT-VALUE}).",
      defaultValue = "sha256")
  private String manifest = "sha256";

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "Of a machine that is made of it, where the file says so (default: 1).",
      defaultValue = "1")
  private int cpus = 1;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "Of a machine that is made of it, where the file says so (default: 1024).",
      defaultValue = "1024")
  private int memory = 1024;

  @Option(
      names = "--no-sparse",
      description = "Write zeros out: Windows refuses disks with holes in their files.")
  private boolean full;

  /** Whether files may have holes. */
  boolean sparse() {
    return !full;
  }

  /** How targets are made. */
  public Settings settings() {
    if (level < 1 || level > 9) {
      throw new UsageException("--level is 1 to 9, not " + level);
    }
    if (cpus < 1 || cpus > 768 || memory < 4 || memory > 24 << 20) {
      throw new UsageException("there is no machine of %d CPUs and %d MiB".formatted(cpus, memory));
    }
    Compression kind = compression();
    boolean old = oneOf("--compat", compat, "0.10", "1.1") == 0;
    if (old && kind == Compression.ZSTD) {
      throw new UsageException("zstd needs --compat 1.1; use zlib with 0.10");
    }
    return new Settings(
        kind,
        old ? 2 : 3,
        level,
        oneOf("--ovf", ovf, "1.0", "2.0") == 1,
        oneOf("--manifest", manifest, "sha256", "sha1") == 1,
        cpus,
        memory);
  }

  private Compression compression() {
    try {
      return Compression.named(compression.toLowerCase(Locale.ROOT));
    } catch (DiskException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static int oneOf(String option, String given, String... known) {
    int index = List.of(known).indexOf(given);
    if (index < 0) {
      throw new UsageException(
          "%s %s is not known; give %s".formatted(option, given, String.join(" or ", known)));
    }
    return index;
  }

  /** How to go through the disk. */
  Conversion conversion() {
    boolean builtIn = oneOf("--deflate", deflate, "auto", "built-in") == 1;
    return new Conversion(
        Conversion.CHUNK,
        Runtime.getRuntime().availableProcessors(),
        algorithms(),
        !filesOnly,
        !builtIn);
  }

  private List<String> algorithms() {
    if (digests.equals(List.of("none"))) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (String each : digests) {
      String plain = each.toLowerCase(Locale.ROOT).replace("-", "");
      if (plain.matches("sha(1|224|256|384|512)")) {
        names.add("SHA-" + plain.substring(3));
      } else if (plain.equals("md5")) {
        names.add("MD5");
      } else {
        throw new UsageException(
            "there is no digest '%s'; give sha256, sha512, sha1 or md5".formatted(each));
      }
    }
    return new ArrayList<>(names);
  }

  /** The target of a name that a user gave. */
  public static Target named(Targets targets, String name) {
    try {
      return targets.named(name);
    } catch (DiskException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The target that the name of a file says. */
  public static Target ofFile(Targets targets, Path file) {
    try {
      return targets.ofFile(file);
    } catch (DiskException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
