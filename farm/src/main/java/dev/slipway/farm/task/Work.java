package dev.slipway.farm.task;

import java.io.IOException;
import java.util.List;

/** What a task does on each of its hosts. */
public sealed interface Work permits CopyFiles, DeployService, InstallPackages {
  /** Looks what is to be changed, and changes nothing. */
  List<Change> plan(Target target) throws IOException;
}
