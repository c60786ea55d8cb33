package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.release.spec.JobSpec;
import dev.slipway.release.verify.JobFiles.JobFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks a job: its templates, and what they have to do with its spec. */
final class JobCheck {
  private static final String PROGRAMS = "bin/";

  private final JobFiles job;
  private final TemplateCheck templates;
  private final Findings findings;
  private final Problems spec;

  JobCheck(JobFiles job, TemplateCheck templates, Findings findings) {
    this.job = job;
    this.templates = templates;
    this.findings = findings;
    this.spec = findings.of(job.specFile());
  }

  void check() {
    targets();
    Map<String, Erb> parsed = parsed();
    new PropertyCheck(job, findings).check(parsed);
    new LinkCheck(job, findings).check(parsed);
    new MonitCheck(job, findings).check();
    unlisted();
    for (JobSpec.Template each : job.spec().templates()) {
      job.template(each).ifPresent(file -> program(each, file));
    }
    if (job.file(JobFiles.MONIT).map(JobFile::executable).orElse(false)) {
      needlessMode(JobFiles.MONIT);
    }
  }

  /** Where templates are written to: each to a place of its own, below the job's folder. */
  private void targets() {
    Map<String, Position> seen = new HashMap<>();
    for (JobSpec.Template each : job.spec().templates()) {
      Optional<String> plain = plain(each.target());
      if (plain.isEmpty()) {
        spec.error(
            each.at(),
            "template "
                + Quoted.of(each.source())
                + " would be written to "
                + Quoted.of(each.target())
                + ", which is not below the job's folder; write a path like `bin/x`");
        continue;
      }
      Position earlier = seen.putIfAbsent(plain.get(), each.at());
      if (earlier != null) {
        spec.error(
            each.at(),
            "template "
                + Quoted.of(each.source())
                + " would be written to "
                + Quoted.of(plain.get())
                + ", as that in line "
                + earlier.line()
                + " is already; give one of them another target");
      }
    }
  }

  /** A relative path without what changes nothing; empty where it leads out. */
  private static Optional<String> plain(String target) {
    StringBuilder plain = new StringBuilder();
    for (String part : target.split("/")) {
      if (part.equals("..")) {
        return Optional.empty();
      }
      if (!part.isEmpty() && !part.equals(".")) {
        plain.append(plain.isEmpty() ? "" : "/").append(part);
      }
    }
    return target.startsWith("/") || plain.isEmpty() || target.indexOf('\0') >= 0
        ? Optional.empty()
        : Optional.of(plain.toString());
  }

  /** The calls in each file that is rendered. */
  private Map<String, Erb> parsed() {
    Map<String, Erb> parsed = new TreeMap<>();
    for (JobSpec.Template each : job.spec().templates()) {
      parse(JobFiles.TEMPLATES + each.source(), parsed);
    }
    parse(JobFiles.MONIT, parsed);
    return parsed;
  }

  private void parse(String name, Map<String, Erb> parsed) {
    Optional<String> text = job.text(name);
    if (text.isEmpty() || parsed.containsKey(name)) {
      return;
    }
    Erb erb = Erb.read(text.get());
    Problems problems = findings.of(job.place(name));
    if (erb.unclosed().isPresent()) {
      problems.error(erb.unclosed().get(), "this `<%` has no `%>`; close it");
    } else {
      templates.check(text.get(), problems);
    }
    parsed.put(name, erb);
  }

  private void unlisted() {
    for (String name : new TreeMap<>(job.files()).keySet()) {
      boolean listed =
          !name.startsWith(JobFiles.TEMPLATES)
              || job.spec().templates().stream()
                  .anyMatch(t -> name.equals(JobFiles.TEMPLATES + t.source()));
      if (!listed) {
        findings
            .of(job.place(name))
            .warning(
                Position.WHOLE_FILE,
                "the spec does not list it, so it is not in the release; add it to `templates` in "
                    + job.specFile()
                    + ", or delete it");
      }
    }
  }

  private void program(JobSpec.Template template, JobFile file) {
    String name = JobFiles.TEMPLATES + template.source();
    boolean program = plain(template.target()).orElse("").startsWith(PROGRAMS);
    if (program) {
      file.text()
          .filter(ShellScript::is)
          .ifPresent(text -> ShellScript.check(text, findings.of(job.place(name))));
    } else if (file.text().filter(ShellScript::isScript).isPresent()) {
      spec.warning(
          template.at(),
          "template "
              + Quoted.of(template.source())
              + " is a script, and only what is written below bin can be executed; its target is "
              + Quoted.of(template.target()));
    } else if (file.executable()) {
      needlessMode(name);
    }
  }

  private void needlessMode(String name) {
    findings
        .of(job.place(name))
        .warning(
            Position.WHOLE_FILE,
            "has the mode of a program, which changes the job's fingerprint and nothing else;"
                + " take it away with `chmod a-x`");
  }
}
