package dev.slipway.definition;

/** A file format that an image is written in. */
public sealed interface FormatSpec {
  /** Its name, which is the file's extension too. */
  String name();

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
    @Override
    public String name() {
      return "qcow2";
    }
  }

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
