package dev.slipway.definition;

import java.util.List;
import java.util.Optional;

/** A file format that an image is written in. */
public sealed interface FormatSpec {
  /** All names, in the order in which people are shown them. */
  List<String> NAMES =
      List.of(
          "raw",
          "qcow2",
          "vhd-hyperv",
          "vhd-azure",
          "vhd-xen",
          "vhdx",
          "vmdk",
          "vmdk-stream",
          "vdi",
          "ova",
          "vagrant-libvirt",
          "vagrant-virtualbox",
          "gce",
          "containerdisk",
          "ec2");

  /** What a name may end with, to have the file compressed. */
  List<String> COMPRESSED = List.of(".gz", ".xz", ".zst", ".bz2", ".zip");

  /** What users call it. */
  String name();

  /** The format of a name, with what is usual for it; a name may end with a {@link #COMPRESSED}. */
  static Optional<FormatSpec> named(String name) {
    if (name.equals("raw")) {
      return Optional.of(new Raw());
    }
    if (name.equals("qcow2")) {
      return Optional.of(Qcow2.USUAL);
    }
    String plain =
        COMPRESSED.stream()
            .filter(name::endsWith)
            .findFirst()
            .map(ending -> name.substring(0, name.length() - ending.length()))
            .orElse(name);
    return NAMES.contains(plain) ? Optional.of(new Exported(name)) : Optional.empty();
  }

  /** The disk's bytes as they are, sparse. */
  record Raw() implements FormatSpec {
    @Override
    public String name() {
      return "raw";
    }
  }

  /**
   * QEMU's format.
   *
   * @param compat which version of it
   * @param compression how its clusters are compressed
   */
  record Qcow2(Compat compat, Compression compression) implements FormatSpec {
    /** What all QEMUs of today read. */
    public static final Qcow2 USUAL = new Qcow2(Compat.V1_1, Compression.ZLIB);

    @Override
    public String name() {
      return "qcow2";
    }
  }

  /**
   * A format that has no settings in a definition, one of the targets of {@code slipway image
   * export} that are a single file.
   *
   * @param name as in {@code vhd-xen} or {@code vhd-xen.bz2}
   */
  record Exported(String name) implements FormatSpec {}

  /** A version of qcow2, as {@code qemu-img} calls them. */
  enum Compat {
    /** Version 2, of QEMU before 1.1. */
    V0_10("0.10"),
    /** Version 3. */
    V1_1("1.1");

    private final String word;

    Compat(String word) {
      this.word = word;
    }

    /** As a definition has it. */
    public String word() {
      return word;
    }
  }

  /** How clusters are compressed; ZSTD needs {@link Compat#V1_1}. */
  enum Compression {
    /** zlib's deflate. */
    ZLIB,
    /** Zstandard. */
    ZSTD,
    /** Not at all. */
    NONE
  }
}
