package dev.slipway.release.directory;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What git says of a release directory.
 *
 * @param commit the last one, short; {@code empty} where there is none, {@code non-git} outside of
 *     git
 * @param changes lines of {@code git status --short}
 */
public record GitState(String commit, List<String> changes) {
  private static final GitState NONE = new GitState("non-git", List.of());

  public GitState {
    changes = List.copyOf(changes);
  }

  /** Asks git. */
  public static GitState of(ReleaseDirectory directory) throws IOException, InterruptedException {
    if (!isInGit(directory.root())) {
      return NONE;
    }
    List<String> changes = run(directory, "status", "--short");
    try {
      return new GitState(run(directory, "rev-parse", "--short", "HEAD").getFirst(), changes);
    } catch (ReleaseException e) {
      return new GitState("empty", changes);
    }
  }

  private static boolean isInGit(Path folder) {
    for (Path up = folder; up != null; up = up.getParent()) {
      if (Files.exists(up.resolve(".git"))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> run(ReleaseDirectory directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("git", "-C", directory.root().toString()));
    // Directories of others are read too: nothing of theirs is run by these two.
    line.addAll(List.of("-c", "safe.directory=*", "-c", "core.fsmonitor=false"));
    line.addAll(List.of(arguments));
    try {
      return Command.of(line).lines();
    } catch (CommandFailed e) {
      throw new ReleaseException(
          Code.FAILED, "git cannot read this directory: " + e.getMessage(), e);
    }
  }

  public boolean isDirty() {
    return !changes.isEmpty();
  }
}
