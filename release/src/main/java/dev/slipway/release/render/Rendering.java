package dev.slipway.release.render;

import java.util.List;

/** What came of rendering a job for one instance. */
public sealed interface Rendering {
  /** The job's name. */
  String job();

  /**
   * All files, in the order of the job's spec; {@code monit} first, {@code .bosh/links.json} last.
   */
  record Done(String job, List<RenderedFile> files) implements Rendering {
    public Done {
      files = List.copyOf(files);
    }
  }

  /** There are errors; nothing of the job is to be used. */
  record Failed(String job, List<TemplateError> errors) implements Rendering {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
