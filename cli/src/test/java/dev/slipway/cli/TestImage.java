package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Definitions like examples/debian's, which tests boot. */
enum TestImage {
  /** For BIOS and UEFI, with something in it that has capabilities. */
  PLAIN(
      """
      disk: {size: 2GiB}
      """),

  /** For BIOS alone, with swap before the root. */
  MBR(
      """
      disk: {size: 1GiB, table: mbr, swap: 64MiB}
      """),

  /** Its kernel finds nothing that it could start. */
  PANICKING(
      """
      disk: {size: 2GiB}
      kernel: {arguments: [rdinit=/nowhere]}
      """);

  private static final String COMMON =
      """
      version: "1"
      architectures: [amd64]
      base: {debian: bookworm}
      packages: [dbus, iproute2, iputils-ping, openssh-server]
      scripts: [capabilities.sh]
      formats: [raw]
      """;

  /** As little as a script may do, and what a copy of a tree loses most easily. */
  private static final String CAPABILITIES =
      """
      #!/bin/sh
      set -e
      cp /usr/bin/sleep /usr/local/bin/napper
      setcap cap_sys_nice,cap_net_bind_service=ep /usr/local/bin/napper
      """;

  private final String own;

  TestImage(String own) {
    this.own = own;
  }

  /** The image's name, and its definition's folder. */
  String label() {
    return "test-" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Writes the definition. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("slipway.yml"), "name: " + label() + "\n" + COMMON + own);
    Files.writeString(folder.resolve("capabilities.sh"), CAPABILITIES);
  }
}
