package dev.slipway.farm.task;

import dev.slipway.farm.ssh.Answer;
import dev.slipway.farm.ssh.HostFailed;
import dev.slipway.farm.ssh.RemoteCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Installs the Debian packages that are missing, and sees to it that there is a JDK. */
public record InstallPackages(Packages packages, Program program) implements Work {
  private static final String INSTALLED = "installed ";

  @Override
  public List<Change> plan(Target target) throws IOException {
    List<Change> changes = new ArrayList<>();
    List<String> missing = missing(target);
    if (!missing.isEmpty()) {
      changes.add(
          Change.of("install " + String.join(" ", missing), () -> install(target, missing)));
    }
    if (target.machine().site().jdk().isEmpty() && !hasJdk(target)) {
      changes.add(
          Change.of(
              "find a JDK of version 25 or newer, which is not there",
              () -> {
                throw new HostFailed(
                    """
                    there is no JDK of version 25 or newer
                    install one there (Temurin's, or Debian's openjdk-25-jdk-headless), or have one copied:
                      jdk = a JDK's folder or tar on this machine, in deploy.conf\
                    """);
              }));
    }
    return changes;
  }

  private List<String> missing(Target target) throws IOException {
    SortedSet<String> needed = packages.of(target.machine(), target.connection().isRoot());
    List<String> words =
        new ArrayList<>(List.of("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\\n"));
    words.addAll(needed);
    Answer answer = target.connection().run(new RemoteCommand(words));
    // 1 says that dpkg does not know some of them.
    if (answer.status() > 1) {
      throw new HostFailed(
          "there is no dpkg: packages are installed on Debian and what is made of it; install by"
              + " hand what is like "
              + String.join(" ", needed));
    }
    List<String> there =
        answer.out().stream()
            .filter(line -> line.startsWith(INSTALLED))
            .map(line -> line.substring(INSTALLED.length()))
            .toList();
    return needed.stream().filter(name -> !there.contains(name)).toList();
  }

  private static void install(Target target, List<String> missing) throws IOException {
    target.asRoot(apt(List.of("update", "-q")));
    List<String> words =
        new ArrayList<>(List.of("install", "-q", "-y", "--no-install-recommends", "--"));
    words.addAll(missing);
    target.asRoot(apt(words));
  }

  /** Asks nothing, and waits for another apt to end. */
  private static RemoteCommand apt(List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "DEBIAN_FRONTEND=noninteractive",
                "LC_ALL=C.UTF-8",
                "apt-get",
                "-o",
                "Dpkg::Use-Pty=0",
                "-o",
                "DPkg::Lock::Timeout=300"));
    words.addAll(arguments);
    return new RemoteCommand(words);
  }

  private boolean hasJdk(Target target) throws IOException {
    ByteArrayInputStream finder = new ByteArrayInputStream(program.jdkFinder());
    return target.connection().run(RemoteCommand.of("sh", "-s"), finder, line -> {}).ok();
  }
}
