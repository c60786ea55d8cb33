package dev.slipway.queue.mail;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What people are told of builds. */
final class BuildLetters {
  private final URI pages;
  private final String domain;

  /**
   * Letters with links.
   *
   * @param pages the address of the service's pages
   */
  BuildLetters(URI pages) {
    this.pages = pages;
    this.domain = pages.getHost() == null ? "slipway" : pages.getHost().replaceAll("[\\[\\]]", "");
  }

  Letter submitted(Build build, String to) {
    return new Letter(
        to,
        subject(build, "submitted"),
        """
        Build %d of %s was submitted by %s.

        Watch it: %s
        """
            .formatted(build.id(), build.imageName(), build.request().submittedBy(), page(build)),
        id(build, ""),
        Optional.empty());
  }

  /**
   * What became of a build.
   *
   * @param lines the last ones of its log
   */
  Letter ended(Build build, String to, List<String> lines) {
    String text =
        switch (build.state()) {
          case SUCCEEDED -> finished(build);
          case CANCELLED ->
              "Build %d of %s was cancelled.\n\n%s\n"
                  .formatted(build.id(), build.imageName(), page(build));
          default -> failed(build, lines);
        };
    // A build that is retried ends more than once.
    return new Letter(
        to,
        subject(build, build.state() == BuildState.SUCCEEDED ? "finished" : build.state().word()),
        text,
        id(build, ".ended." + build.lastEvent()),
        Optional.of(id(build, "")));
  }

  private String finished(Build build) {
    return """
    Build %d of %s has finished.

    Downloads: %s
    Log:       %s
    """
        .formatted(build.id(), build.imageName(), page(build), log(build));
  }

  private String failed(Build build, List<String> lines) {
    StringBuilder text = new StringBuilder();
    text.append("Build %d of %s has failed.\n\n".formatted(build.id(), build.imageName()));
    build.failedStep().ifPresent(s -> text.append("Step:   ").append(s).append('\n'));
    build.reason().ifPresent(r -> text.append("Reason: ").append(r).append('\n'));
    text.append("Page:   ").append(page(build)).append('\n');
    text.append("Log:    ").append(log(build)).append('\n');
    if (!lines.isEmpty()) {
      text.append("\nThe last lines of the log:\n\n");
      lines.forEach(l -> text.append("    ").append(l).append('\n'));
    }
    return text.toString();
  }

  private static String subject(Build build, String what) {
    return "[slipway] build " + build.id() + " of " + build.imageName() + " " + what;
  }

  private String page(Build build) {
    return pages.resolve("/builds/" + build.id()).toString();
  }

  private String log(Build build) {
    return pages.resolve("/builds/" + build.id() + "/log").toString();
  }

  /** The time keeps builds of two services, or of one that began anew, apart. */
  private String id(Build build, String what) {
    return "build." + build.id() + "." + build.submitted().toEpochMilli() + what + "@" + domain;
  }
}
