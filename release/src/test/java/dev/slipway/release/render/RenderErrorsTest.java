package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RenderErrorsTest {
  @Test
  void errorsNestAsADirectorsDo() {
    Map<String, List<Rendering.Failed>> groups = new LinkedHashMap<>();
    groups.put(
        "db",
        List.of(
            failed("redis", error("x.erb", 3, "Can't find property '[\"a.b\"]'")),
            failed("other", error("y.erb", 0, "first\nsecond"), error("z.erb", 1, "last"))));
    groups.put("web", List.of(failed("nginx", error("n.erb", 7, "no"))));
    assertThat(RenderErrors.text(groups))
        .isEqualTo(
            """
            Unable to render instance groups for deployment. Errors are:
              - Unable to render jobs for instance group 'db'. Errors are:
                - Unable to render templates for job 'redis'. Errors are:
                  - Error filling in template 'x.erb' (line 3: Can't find property '["a.b"]')
                - Unable to render templates for job 'other'. Errors are:
                  - Error filling in template 'y.erb' (line (unknown): first
                  second)
                  - Error filling in template 'z.erb' (line 1: last)
              - Unable to render jobs for instance group 'web'. Errors are:
                - Unable to render templates for job 'nginx'. Errors are:
                  - Error filling in template 'n.erb' (line 7: no)\
            """);
  }

  private static Rendering.Failed failed(String job, TemplateError... errors) {
    return new Rendering.Failed(job, List.of(errors));
  }

  private static TemplateError error(String template, int line, String message) {
    return new TemplateError(
        template, line == 0 ? OptionalInt.empty() : OptionalInt.of(line), message);
  }
}
