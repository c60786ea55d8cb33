package dev.slipway.cli.image;

import dev.slipway.build.ImageBuilder.Order;
import dev.slipway.build.lock.Locking;
import dev.slipway.cli.UsageException;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FormatSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say what of a definition is built. */
final class WhatToBuild {
  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description =
          "raw, qcow2, vhd-xen, ova, …; several with commas (default: the definition's)."
              + " `slipway image export --list` shows all.")
  List<String> formats = List.of();

  @Option(
      names = "--arch",
      split = ",",
      paramLabel = "ARCH",
      description = "amd64, i386, arm64; several with commas (default: the definition's).")
  List<String> architectures = List.of();

  @Option(names = "--locked", description = "Take exactly the packages of slipway.lock, or fail.")
  boolean locked;

  @Option(names = "--update", description = "Resolve the packages anew and write slipway.lock.")
  boolean update;

  @Option(
      names = "--no-test",
      description = "Do not boot the image, also where the definition says so.")
  boolean noTest;

  /** The builds that this asks for, one for each architecture. */
  List<Order> orders(Definition definition) {
    if (locked && update) {
      throw new UsageException("--locked and --update exclude each other");
    }
    Locking locking = locked ? Locking.LOCKED : update ? Locking.UPDATE : Locking.KEEP;
    return architectures(definition).stream()
        .map(a -> new Order(definition, a, formats(definition), locking, !noTest))
        .toList();
  }

  private List<Architecture> architectures(Definition definition) {
    if (architectures.isEmpty()) {
      return definition.architectures();
    }
    List<Architecture> wanted = new ArrayList<>();
    for (String name : architectures) {
      Architecture architecture =
          Architecture.ofDebianName(name)
              .or(() -> Architecture.ofMachine(name))
              .orElseThrow(() ->
                  new UsageException(
                      "`" + name + "` is no architecture; there are amd64, i386 and arm64"));
      if (!definition.architectures().contains(architecture)) {
        throw new UsageException(
            definition.file()
                + " is not for "
                + architecture.debianName()
                + "; add it to `architectures`");
      }
      wanted.add(architecture);
    }
    return wanted;
  }

  private List<FormatSpec> formats(Definition definition) {
    List<FormatSpec> wanted = new ArrayList<>();
    for (String name : formats) {
      Optional<FormatSpec> own =
          definition.formats().stream().filter(f -> f.name().equals(name)).findFirst();
      wanted.add(own.orElseGet(() -> format(name)));
    }
    return wanted;
  }

  private static FormatSpec format(String name) {
    return FormatSpec.named(name)
        .orElseThrow(() ->
            new UsageException(
                "`%s` is no format; there are %s"
                    .formatted(name, String.join(", ", FormatSpec.NAMES))));
  }
}
