package dev.slipway.build.image;

import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps whose results, one over the other, are the image's file tree: the installed packages
 * first, then what changed them.
 */
record Layers(List<Step> steps) {
  Layers {
    steps = List.copyOf(steps);
  }

  /** These with one more on top. */
  Layers with(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Layers(more);
  }

  /** The folders of the results, lowest first. */
  List<Path> folders(Work work) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Step step : steps) {
      folders.add(tree(work.of(step)));
    }
    return folders;
  }

  /** Where a step's result has its layer. */
  static Path tree(Path result) {
    return result.resolve("tree");
  }
}
