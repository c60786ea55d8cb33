package dev.slipway.release.render;

/**
 * A template of a job.
 *
 * @param source its name below the job's {@code templates}, as errors tell it; {@code monit} for
 *     the monit file
 * @param target where it is rendered to, below {@code /var/vcap/jobs/NAME}
 * @param content the template in UTF-8
 */
public record TemplateFile(String source, String target, byte[] content) {
  static final String MONIT = "monit";
}
