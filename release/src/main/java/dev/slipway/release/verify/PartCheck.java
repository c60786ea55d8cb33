package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.spec.JobSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the archive of one part: that it is whole, and is the part that it is said to be. */
public final class PartCheck {
  /** Fingerprints that are made as ours are; older ones are shorter. */
  private static final Pattern COMPARABLE = Pattern.compile("[0-9a-f]{64}");

  private final Part part;
  private final String place;
  private final Findings findings;

  private PartCheck(Part part, String place, Findings findings) {
    this.part = part;
    this.place = place;
    this.findings = findings;
  }

  /**
   * Checks what a release cannot do without; templates are not looked into.
   *
   * @param size of the archive in bytes
   * @param place the archive's name for messages: {@code redis.tgz/jobs/redis.tgz}
   * @throws ReleaseException with {@link ReleaseException.Code#BAD_ARCHIVE} where it is damaged or
   *     means harm
   */
  public static Verification check(Part part, InputStream archive, long size, String place)
      throws IOException {
    Findings findings = new Findings();
    read(part, archive, size, place, findings);
    return findings.verification();
  }

  /** The same; gives a job that can be read, for closer looks. */
  static Optional<JobFiles> read(
      Part part, InputStream archive, long size, String place, Findings findings)
      throws IOException {
    return new PartCheck(part, place, findings).read(Contents.read(part, archive, size, place));
  }

  private Optional<JobFiles> read(Contents contents) {
    Problems whole = findings.of(place);
    boolean same =
        part.kind() == Part.Kind.COMPILED
            || !COMPARABLE.matcher(part.fingerprint()).matches()
            || contents.fingerprint().equals(part.fingerprint());
    if (!same) {
      whole.warning(
          Position.WHOLE_FILE,
          "its files have the fingerprint "
              + contents.fingerprint()
              + ", and release.MF says "
              + part.fingerprint()
              + "; that is so for a package with a pre_packaging, else it was changed");
    }
    if (part.kind() == Part.Kind.PACKAGE && !contents.has("packaging")) {
      whole.error(Position.WHOLE_FILE, "has no `packaging`; create the release anew");
    }
    return part.kind() == Part.Kind.JOB ? job(contents, whole) : Optional.empty();
  }

  private Optional<JobFiles> job(Contents contents, Problems whole) {
    if (contents.spec().isEmpty()) {
      whole.error(Position.WHOLE_FILE, "has no `job.MF`; create the release anew");
      return Optional.empty();
    }
    Problems problems = findings.of(place + "/job.MF");
    Optional<JobSpec> spec = JobSpec.read(contents.spec().get(), problems);
    if (spec.isEmpty() && !problems.hasErrors()) {
      problems.error(Position.WHOLE_FILE, "is empty; create the release anew");
    }
    spec.filter(s -> !s.name().equals(part.name()))
        .ifPresent(s ->
            problems.error(
                Position.WHOLE_FILE,
                "is of the job `" + s.name() + "`, not of `" + part.name() + "`"));
    spec.ifPresent(s -> templates(s, contents, problems));
    return spec.map(s -> new JobFiles(place, "job.MF", s, contents.files()));
  }

  private static void templates(JobSpec spec, Contents contents, Problems problems) {
    for (JobSpec.Template each : spec.templates()) {
      if (!contents.has(JobFiles.TEMPLATES + each.source())) {
        problems.error(
            each.at(),
            "there is no templates/" + each.source() + " in the archive; create the release anew");
      }
    }
  }
}
