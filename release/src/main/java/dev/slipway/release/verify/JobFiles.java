package dev.slipway.release.verify;

import dev.slipway.release.spec.JobSpec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job as it is checked, from a directory or from an archive.
 *
 * @param folder what stands before the names of its files in messages: {@code jobs/redis}
 * @param specName {@code spec}, or {@code job.MF} in an archive
 * @param files the monit file, and those below templates, by their names
 */
record JobFiles(String folder, String specName, JobSpec spec, Map<String, JobFile> files) {
  static final String MONIT = "monit";
  static final String TEMPLATES = "templates/";

  JobFiles {
    files = Map.copyOf(files);
  }

  /**
   * One of its files.
   *
   * @param text empty where it is not UTF-8, or very long
   */
  record JobFile(Optional<String> text, boolean executable) {
    static JobFile of(byte[] bytes, boolean executable) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return new JobFile(Optional.of(text), executable);
      } catch (CharacterCodingException e) {
        return new JobFile(Optional.empty(), executable);
      }
    }
  }

  String specFile() {
    return place(specName);
  }

  String place(String name) {
    return folder + "/" + name;
  }

  Optional<JobFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  Optional<String> text(String name) {
    return file(name).flatMap(JobFile::text);
  }

  Optional<JobFile> template(JobSpec.Template template) {
    return file(TEMPLATES + template.source());
  }

  /** Where its templates are written to, below {@code /var/vcap/jobs/NAME}. */
  Set<String> targets() {
    return spec.templates().stream().map(JobSpec.Template::target).collect(Collectors.toSet());
  }
}
