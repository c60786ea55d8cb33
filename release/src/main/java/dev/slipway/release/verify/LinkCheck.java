package dev.slipway.release.verify;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.release.spec.JobSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the links that a job's spec consumes with those that its templates take. */
final class LinkCheck {
  private final JobFiles job;
  private final Findings findings;

  LinkCheck(JobFiles job, Findings findings) {
    this.job = job;
    this.findings = findings;
  }

  /** With the calls of each file by its name. */
  void check(Map<String, Erb> templates) {
    List<String> declared = job.spec().consumes().stream().map(JobSpec.Link::name).toList();
    Set<String> used = new HashSet<>();
    boolean dynamic = false;
    for (Map.Entry<String, Erb> each : templates.entrySet()) {
      for (Call call : each.getValue().calls()) {
        if (call.word().isLink()) {
          dynamic |= call.dynamic();
          used.addAll(call.names());
          undeclared(call, declared, findings.of(job.place(each.getKey())));
        }
      }
    }
    for (JobSpec.Link link : job.spec().consumes()) {
      if (!dynamic && !used.contains(link.name())) {
        findings
            .of(job.specFile())
            .warning(
                link.at(),
                "no template takes the link "
                    + Quoted.of(link.name())
                    + "; use it, or take it out of `consumes`");
      }
    }
  }

  private void undeclared(Call call, List<String> declared, Problems problems) {
    for (String name : call.names()) {
      if (!declared.contains(name)) {
        String message =
            "the spec consumes no link "
                + Quoted.of(name)
                + "; add it to `consumes` in "
                + job.specFile()
                + ", with its type"
                + Nearest.hint(name, declared);
        if (call.insists()) {
          problems.error(call.at(), message);
        } else {
          problems.warning(call.at(), message);
        }
      }
    }
  }
}
