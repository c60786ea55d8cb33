package dev.slipway.release.verify;

import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.release.spec.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the properties that a job's spec declares with those that its templates ask for. */
final class PropertyCheck {
  private final JobFiles job;
  private final Findings findings;
  private final List<String> declared;

  PropertyCheck(JobFiles job, Findings findings) {
    this.job = job;
    this.findings = findings;
    this.declared = job.spec().properties().stream().map(JobSpec.Property::name).toList();
  }

  /** With the calls of each file by its name. */
  void check(Map<String, Erb> templates) {
    List<String> used = new ArrayList<>();
    boolean dynamic = false;
    for (Map.Entry<String, Erb> each : templates.entrySet()) {
      for (Call call : each.getValue().calls()) {
        if (!call.word().isLink()) {
          dynamic |= call.dynamic();
          used.addAll(call.names());
          undeclared(call, findings.of(job.place(each.getKey())));
        }
      }
    }
    Problems spec = findings.of(job.specFile());
    for (JobSpec.Link link : job.spec().provides()) {
      used.addAll(Located.values(link.properties()));
      provided(link, spec);
    }
    if (!dynamic) {
      unused(used, spec);
    }
  }

  private void undeclared(Call call, Problems problems) {
    List<String> unknown = call.names().stream().filter(n -> !isDeclared(n)).toList();
    // Of several names, one that there is is enough.
    boolean missing =
        call.word().takesNames() ? !unknown.isEmpty() : unknown.size() == call.names().size();
    if (unknown.isEmpty() || !missing) {
      return;
    }
    String name = unknown.getFirst();
    String message =
        "the spec declares no property "
            + Quoted.of(name)
            + ", so "
            + (call.insists() ? "this fails when it is rendered" : "it is never there")
            + "; add it to `properties` in "
            + job.specFile()
            + Nearest.hint(name, declared);
    if (call.insists()) {
      problems.error(call.at(), message);
    } else {
      problems.warning(call.at(), message);
    }
  }

  /** A property's parent and what is within it are declared with it. */
  private boolean isDeclared(String name) {
    return declared.stream().anyMatch(d -> isSameOrWithin(d, name) || isSameOrWithin(name, d));
  }

  private static boolean isSameOrWithin(String name, String parent) {
    return name.equals(parent) || name.startsWith(parent + ".");
  }

  private void provided(JobSpec.Link link, Problems spec) {
    for (Located<String> each : link.properties()) {
      if (!isDeclared(each.value())) {
        spec.error(
            each.at(),
            "link `"
                + link.name()
                + "` hands on the property "
                + Quoted.of(each.value())
                + ", which the spec does not declare; add it to `properties`"
                + Nearest.hint(each.value(), declared));
      }
    }
  }

  private void unused(List<String> used, Problems spec) {
    for (JobSpec.Property each : job.spec().properties()) {
      String name = each.name();
      if (used.stream().noneMatch(u -> isSameOrWithin(u, name) || isSameOrWithin(name, u))) {
        spec.warning(
            each.at(),
            "no template asks for the property " + Quoted.of(name) + "; use it, or take it out");
      }
    }
  }
}
