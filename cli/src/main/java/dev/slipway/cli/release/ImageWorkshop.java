package dev.slipway.cli.release;

import dev.slipway.build.container.ImageTree;
import dev.slipway.build.sandbox.Sandbox;
import dev.slipway.release.compile.Stemcell;
import dev.slipway.release.compile.Workshop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles packages in copies of an image: overlays of its tree, in namespaces of their own. */
record ImageWorkshop(ImageTree tree, Stemcell stemcell) implements Workshop {
  /** With an image, whose operating system its os-release names and whose version is its own. */
  static ImageWorkshop of(ImageTree tree) throws IOException {
    return new ImageWorkshop(
        tree, new Stemcell(os(tree.osRelease()), tree.image().version(), tree.sha256()));
  }

  /** As stemcells are called: {@code ubuntu-jammy}, {@code debian-bookworm}. */
  private static String os(Map<String, String> release) {
    String id = release.getOrDefault("ID", "linux");
    return Optional.ofNullable(release.get("VERSION_CODENAME"))
        .or(() -> Optional.ofNullable(release.get("VERSION_ID")))
        .filter(v -> !v.isBlank())
        .map(v -> id + "-" + v)
        .orElse(id);
  }

  @Override
  public void run(Errand errand) throws IOException, InterruptedException {
    Sandbox.over(List.of(tree.folder()), errand.changes(), errand.scratch())
        .command(errand.arguments().toArray(String[]::new))
        .env(errand.environment())
        .onLine(errand.lines())
        .run();
  }
}
