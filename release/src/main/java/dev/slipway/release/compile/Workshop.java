package dev.slipway.release.compile;

import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where packages are compiled: fresh copies of one system, apart from this machine and without a
 * network. Several threads use it at once.
 */
public interface Workshop {
  /** What the copies are of. */
  Stemcell stemcell();

  /**
   * Runs a program in a fresh copy, to its end. Nothing of it runs or is mounted afterwards,
   * however it ends.
   *
   * @throws CommandFailed where it ends with another status than 0
   * @throws InterruptedException where this thread is interrupted; the program has ended then
   */
  void run(Errand errand) throws IOException, InterruptedException;

  /**
   * What is to be run.
   *
   * @param changes a folder with what the copy has besides the system; takes what the program
   *     writes. Links in it are the copy's: nobody may follow them from outside
   * @param scratch an empty folder on the same file system
   * @param arguments the program and what it is given
   * @param lines takes what it prints, standard output and error together
   */
  record Errand(
      Path changes,
      Path scratch,
      List<String> arguments,
      Map<String, String> environment,
      Consumer<String> lines) {
    public Errand {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }
}
