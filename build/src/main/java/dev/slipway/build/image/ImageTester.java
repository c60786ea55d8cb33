package dev.slipway.build.image;

import dev.slipway.build.catalog.ImageRecord.TestResult;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Boots an image to see that it does; where there are no machines, there is none. */
public interface ImageTester {
  /**
   * Boots a disk, by each firmware that the definition says, without changing it.
   *
   * @return what was seen, one for each firmware
   * @throws dev.slipway.build.BuildException where it does not pass, with the console's end
   */
  List<TestResult> test(Path disk, Definition definition, Architecture architecture)
      throws IOException, InterruptedException;
}
