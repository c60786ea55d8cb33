package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.TgzReader.Entry;
import dev.slipway.release.archive.TgzReader.Kind;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.TarballManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Finds all that is wrong with a release's tarball. Nothing of it is written anywhere. */
public final class VerifyTarball {
  private final TemplateCheck templates;

  /** With what looks at templates' Ruby. */
  public VerifyTarball(TemplateCheck templates) {
    this.templates = templates;
  }

  /** Finds it. */
  public Verification verify(Path tarball) throws IOException, InterruptedException {
    return new Run(tarball).verify();
  }

  private final class Run {
    private final Path tarball;
    private final String name;
    private final Findings findings = new Findings();
    private final Map<String, Part> missing = new HashMap<>();

    Run(Path tarball) {
      this.tarball = tarball;
      this.name = String.valueOf(tarball.getFileName());
    }

    Verification verify() throws IOException, InterruptedException {
      Problems whole = findings.of(name);
      TgzReader.Limits limits = TgzReader.Limits.ofFile(Files.size(tarball));
      try {
        ReleaseManifest manifest = TarballManifest.read(tarball, name, limits);
        for (Part each : Part.of(manifest)) {
          missing.put(each.entry(), each);
        }
        ManifestCheck.check(Part.of(manifest), findings.of(name + "/release.MF"));
        TgzReader.read(tarball, "it", limits, this::take);
        missing
            .values()
            .forEach(each ->
                whole.error(
                    Position.WHOLE_FILE,
                    "has no " + each.entry() + ", which release.MF names; create it anew"));
      } catch (ReleaseException e) {
        refused(e, whole);
      }
      templates.finish();
      return findings.verification();
    }

    private void refused(ReleaseException e, Problems problems) {
      if (e.diagnostics().isEmpty()) {
        problems.error(Position.WHOLE_FILE, String.valueOf(e.getMessage()));
      } else {
        findings.addAll(e.diagnostics());
      }
    }

    private boolean take(Entry entry, InputStream content) throws IOException {
      Part part = missing.remove(entry.name());
      if (part != null && entry.kind() == Kind.FILE) {
        part(part, entry.size(), content);
      } else if (part != null) {
        findings
            .of(name + "/" + entry.name())
            .error(Position.WHOLE_FILE, "is no file; create the release anew");
      } else if (entry.kind() != Kind.FOLDER && !isKnown(entry.name())) {
        findings
            .of(name + "/" + entry.name())
            .warning(
                Position.WHOLE_FILE,
                "release.MF does not name it, so it is in the release for nothing");
      }
      return true;
    }

    private static boolean isKnown(String entry) {
      return entry.equals("release.MF") || entry.matches("(LICENSE|NOTICE)[^/]*");
    }

    /** Its checksum, which says whether it is whole, before what is in it. */
    private void part(Part part, long size, InputStream content) throws IOException {
      String place = name + "/" + part.entry();
      Digest wanted = part.digests().strongest();
      DigestInputStream counted = new DigestInputStream(content, wanted.algorithm().begin());
      Findings within = new Findings();
      Optional<JobFiles> job = Optional.empty();
      Optional<ReleaseException> bad = Optional.empty();
      try {
        job = PartCheck.read(part, counted, size, place, within);
      } catch (ReleaseException e) {
        if (e.code() != Code.BAD_ARCHIVE) {
          throw e;
        }
        bad = Optional.of(e);
      }
      counted.transferTo(OutputStream.nullOutputStream());
      Digest found =
          new Digest(
              wanted.algorithm(), HexFormat.of().formatHex(counted.getMessageDigest().digest()));
      if (!found.equals(wanted)) {
        findings
            .of(place)
            .error(
                Position.WHOLE_FILE,
                "has the checksum "
                    + found
                    + ", and release.MF says "
                    + wanted
                    + "; fetch the release anew");
        return;
      }
      bad.ifPresent(e -> refused(e, findings.of(place)));
      findings.addAll(within.verification().found());
      job.ifPresent(j -> new JobCheck(j, templates, findings).check());
    }
  }
}
