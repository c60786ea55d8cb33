package dev.slipway.cli.doctor;

import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What was found on a machine.
 *
 * @param results in the order of the needs
 */
record Checkup(List<Result> results) {
  /** What was found of one need. */
  record Result(Need need, Finding finding) {
    boolean isMissing() {
      return !finding.there();
    }
  }

  /** Looks at everything, side by side. */
  static Checkup of(Host host, List<Need> needs) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Finding>> looking = new ArrayList<>();
      for (Need need : needs) {
        looking.add(threads.submit(() -> look(host, need)));
      }
      for (int i = 0; i < needs.size(); i++) {
        results.add(new Result(needs.get(i), looking.get(i).get()));
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    return new Checkup(results);
  }

  private static Finding look(Host host, Need need) throws IOException, InterruptedException {
    try {
      return need.check().look(host);
    } catch (CommandFailed e) {
      return Finding.wrong(String.valueOf(e.getMessage()));
    }
  }

  /** Whether all that the main work needs is there. */
  boolean isFine() {
    return results.stream().noneMatch(r -> r.isMissing() && !r.need().optional());
  }

  /** Only what the main work needs and is not there. */
  Checkup lacks() {
    return new Checkup(
        results.stream().filter(r -> r.isMissing() && !r.need().optional()).toList());
  }

  /**
   * The packages that would help, each once.
   *
   * @param optional whether those that one can do without count, too
   */
  List<String> packages(boolean optional) {
    Set<String> packages = new LinkedHashSet<>();
    for (Result each : results) {
      boolean installing = each.isMissing() && each.finding().remedy().isEmpty();
      if (installing && (optional || !each.need().optional())) {
        packages.add(each.need().debianPackage());
      }
    }
    return List.copyOf(packages);
  }
}
