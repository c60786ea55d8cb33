package dev.slipway.cli.disk;

import dev.slipway.disk.Opening;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which files behind an overlay are opened. */
final class BaseFolders {
  @Option(
      names = "--base-folder",
      paramLabel = "DIR",
      description =
          "Where the bases of overlays may lie, besides the overlay's own folder; repeat. An"
              + " overlay of unknown origin may name any file of this machine as its base.")
  List<Path> folders = List.of();

  /** How to open a disk for reading. */
  Opening opening(Path here) {
    return new Opening(Optional.empty(), folders.stream().map(here::resolve).toList(), false);
  }
}
