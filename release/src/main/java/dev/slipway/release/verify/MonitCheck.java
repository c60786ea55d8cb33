package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.release.verify.JobFiles.JobFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a job's monit file: the scripts that it names, and whether the agent sees its checks. */
final class MonitCheck {
  private static final Pattern SCRIPT =
      Pattern.compile("/var/vcap/jobs/([\\w.+-]+)/([^\\s\"'`;,)]+)");
  private static final Pattern CHECK = Pattern.compile("\\s*check\\s+(\\w+)\\s+(\\S+).*");
  private static final Pattern GROUP = Pattern.compile(".*\\bgroup\\s+\"?vcap\"?(\\s.*|$)");

  private final JobFiles job;
  private final Problems problems;
  private final Set<String> targets;

  MonitCheck(JobFiles job, Findings findings) {
    this.job = job;
    this.problems = findings.of(job.place(JobFiles.MONIT));
    this.targets = job.targets();
  }

  void check() {
    Optional<JobFile> file = job.file(JobFiles.MONIT);
    if (file.isEmpty()) {
      problems.error(
          Position.WHOLE_FILE,
          "there is no monit file; write one, which is empty for a job that has no process");
    } else {
      file.get().text().ifPresent(text -> check(text.lines().toList()));
    }
  }

  private void check(List<String> lines) {
    Optional<Watched> process = Optional.empty();
    for (int i = 0; i < lines.size(); i++) {
      String line = withoutComment(lines.get(i));
      scripts(line, i + 1);
      Matcher check = CHECK.matcher(line);
      if (check.matches()) {
        process.ifPresent(this::notInGroup);
        process =
            check.group(1).equals("process")
                ? Optional.of(new Watched(check.group(2), i + 1))
                : Optional.empty();
      }
      if (GROUP.matcher(line).matches()) {
        process = Optional.empty();
      }
    }
    process.ifPresent(this::notInGroup);
  }

  private record Watched(String name, int line) {}

  private void notInGroup(Watched process) {
    problems.error(
        new Position(process.line(), 1),
        "process "
            + Quoted.of(process.name())
            + " is not in the group vcap, so it is never started; add `group vcap`");
  }

  private static String withoutComment(String line) {
    return line.stripLeading().startsWith("#") ? "" : line;
  }

  private void scripts(String line, int number) {
    Matcher matcher = SCRIPT.matcher(line);
    while (matcher.find()) {
      String target = matcher.group(2);
      boolean known =
          !matcher.group(1).equals(job.spec().name())
              || target.contains("<%")
              || targets.stream().anyMatch(t -> t.equals(target) || t.startsWith(target + "/"));
      if (!known) {
        problems.error(
            new Position(number, matcher.start() + 1),
            "no template makes "
                + Quoted.of(matcher.group())
                + "; add one whose target is `"
                + target
                + "`, or mend the path"
                + Nearest.hint(target, targets));
      }
    }
  }
}
