package dev.slipway.release.render;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Errors of many jobs as one text, in the words and with the indents of a director. */
public final class RenderErrors {
  private RenderErrors() {}

  /** By instance group, in order. */
  public static String text(Map<String, List<Rendering.Failed>> groups) {
    return under(
        "Unable to render instance groups for deployment. Errors are:",
        groups.entrySet().stream()
            .map(group ->
                under(
                    "- Unable to render jobs for instance group '"
                        + group.getKey()
                        + "'. Errors are:",
                    group.getValue().stream().map(RenderErrors::job))));
  }

  private static String job(Rendering.Failed job) {
    return under(
        "- Unable to render templates for job '" + job.job() + "'. Errors are:",
        job.errors().stream().map(error -> "- " + error.text().strip()));
  }

  private static String under(String header, Stream<String> texts) {
    String body = texts.collect(Collectors.joining("\n"));
    return header + "\n" + body.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }
}
