package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.source.JobSource;
import dev.slipway.release.source.PackageSource;
import dev.slipway.release.source.ReleaseSource;
import dev.slipway.release.source.SourceFile;
import dev.slipway.release.source.SourceFile.Part;
import dev.slipway.release.verify.JobFiles.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds all that is wrong with a release directory. It changes nothing. */
public final class VerifyDirectory {
  /** A template that is longer is no template that anybody wrote. */
  private static final int LARGEST_TEMPLATE = 8 << 20;

  /** Set-user-id, set-group-id and sticky. */
  private static final int SPECIAL = 07000;

  private final TemplateCheck templates;

  /** With what looks at templates' Ruby. */
  public VerifyDirectory(TemplateCheck templates) {
    this.templates = templates;
  }

  /** Finds it. */
  public Verification verify(ReleaseDirectory directory) throws IOException, InterruptedException {
    Findings findings = new Findings();
    ReleaseSource source = ReleaseSource.examine(directory);
    findings.addAll(source.warnings());
    for (JobSource job : source.jobs()) {
      check(directory, job, findings);
    }
    for (PackageSource one : source.packages()) {
      for (SourceFile file : one.files()) {
        check(directory, file, findings);
      }
    }
    templates.finish();
    return findings.verification();
  }

  private void check(ReleaseDirectory directory, JobSource job, Findings findings)
      throws IOException {
    Path spec = job.files().getFirst().path();
    Path folder = spec.resolveSibling("");
    String place = name(directory, folder);
    named(findings.of(name(directory, spec)), "job", job.name(), folder);
    for (SourceFile file : job.files()) {
      modes(file, findings.of(name(directory, file.path())));
    }
    if (job.files().getFirst().isExecutable()) {
      findings
          .of(name(directory, spec))
          .warning(
              Position.WHOLE_FILE,
              "has the mode of a program, which changes the job's fingerprint and nothing else;"
                  + " take it away with `chmod a-x`");
    }
    new JobCheck(new JobFiles(place, "spec", job.spec(), read(folder)), templates, findings)
        .check();
  }

  private static void named(Problems problems, String what, String name, Path folder) {
    if (!folder.endsWith(name)) {
      problems.error(
          Position.WHOLE_FILE,
          "the "
              + what
              + " is named `"
              + name
              + "` and its folder `"
              + folder.getFileName()
              + "`; give both one name");
    }
  }

  /** The monit file, and all that is below templates, listed or not. */
  private static Map<String, JobFile> read(Path folder) throws IOException {
    Map<String, JobFile> files = new HashMap<>();
    Path monit = folder.resolve(JobFiles.MONIT);
    if (Files.isRegularFile(monit)) {
      files.put(JobFiles.MONIT, read(monit, false));
    }
    Path templates = folder.resolve("templates");
    if (!Files.isDirectory(templates)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(templates)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(each).toString(), read(each, true));
      }
    }
    return files;
  }

  private static JobFile read(Path file, boolean template) throws IOException {
    Part part = Part.OF_A_JOB;
    boolean executable = new SourceFile(file, file.toString(), part).isExecutable();
    boolean tooLarge = template && Files.size(file) > LARGEST_TEMPLATE;
    return Files.isReadable(file) && !tooLarge
        ? JobFile.of(Files.readAllBytes(file), executable)
        : new JobFile(Optional.empty(), executable);
  }

  private static void check(ReleaseDirectory directory, SourceFile file, Findings findings)
      throws IOException {
    Problems problems = findings.of(name(directory, file.path()));
    modes(file, problems);
    if (file.part() == Part.SCRIPT && Files.isReadable(file.path())) {
      JobFile script = read(file.path(), true);
      script.text().ifPresent(text -> ShellScript.check(text, problems));
    }
  }

  private static void modes(SourceFile file, Problems problems) throws IOException {
    if (file.isLink()) {
      return;
    }
    if (!Files.isReadable(file.path())) {
      problems.error(Position.WHOLE_FILE, "cannot be read; give it back its mode with `chmod u+r`");
    }
    int mode = (Integer) Files.getAttribute(file.path(), "unix:mode");
    if ((mode & SPECIAL) != 0) {
      problems.warning(
          Position.WHOLE_FILE,
          "has the mode %o, of which a release keeps only whether it is a program; set the rest"
                  .formatted(mode & 07777)
              + " when it is installed");
    }
  }

  private static String name(ReleaseDirectory directory, Path file) {
    return directory.root().relativize(file).toString();
  }
}
