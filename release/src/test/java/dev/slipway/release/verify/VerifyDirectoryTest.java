package dev.slipway.release.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyDirectoryTest {
  @TempDir private Path folder;
  private SampleRelease sample;

  @BeforeEach
  void make() throws Exception {
    sample = SampleRelease.in(folder.resolve("redis-release"));
  }

  private List<String> found() throws Exception {
    return new VerifyDirectory(TemplateCheck.NONE)
        .verify(sample.directory()).found().stream().map(Diagnostic::toString).toList();
  }

  private void change(String file, String old, String with) throws Exception {
    String text = Files.readString(sample.root().resolve(file));
    assertThat(text).contains(old);
    sample.write(file, text.replace(old, with));
  }

  @Test
  void nothingIsWrongWithAGoodRelease() throws Exception {
    assertThat(found()).isEmpty();
  }

  @Test
  void allIsSaidAtOnce() throws Exception {
    change("packages/lib/spec", "lib/**/*", "lib/**/*\n- gone/*\n- away/*");
    change("jobs/redis/spec", "- redis\n", "- redis\n- rediz\n");
    change("jobs/redis/templates/redis.conf.erb", "p('port')", "p('prot')");
    Files.delete(sample.root().resolve("jobs/redis/templates/ctl.erb"));
    assertThat(found())
        .anyMatch(d -> d.startsWith("packages/lib/spec:4:") && d.contains("gone/*"))
        .anyMatch(d -> d.startsWith("packages/lib/spec:5:") && d.contains("away/*"))
        .anyMatch(d -> d.startsWith("jobs/redis/spec:") && d.contains("did you mean `redis`"))
        .anyMatch(d -> d.startsWith("jobs/redis/templates/redis.conf.erb:1:10: error: "))
        .anyMatch(d -> d.contains("there is no templates/ctl.erb"));
  }

  @Test
  void aCircleIsShownAsOne() throws Exception {
    change("packages/lib/spec", "name: lib\n", "name: lib\ndependencies: [redis]\n");
    assertThat(found()).hasSize(1);
    assertThat(found().getFirst())
        .startsWith("packages/lib/spec:2:")
        .contains("lib → redis → lib")
        .contains("error");
  }

  @Test
  void propertiesAreComparedBothWays() throws Exception {
    change(
        "jobs/redis/templates/redis.conf.erb",
        "port <%= p('port') %>",
        "<%= p('tls') %><%= p('a', 1) %><% if_p('b') { } %><%= p('portt') %>");
    change("jobs/redis/spec", "  - port\n", "  - port\n  - porto\n");
    change("jobs/redis/spec", "  port:\n", "  old: {}\n  port:\n");
    assertThat(found())
        .hasSize(5)
        .anyMatch(d -> d.contains("redis.conf.erb:1:20: warning") && d.contains("`a`"))
        .anyMatch(d -> d.contains("redis.conf.erb:1:35: warning") && d.contains("`b`"))
        .anyMatch(d -> d.contains("error") && d.contains("did you mean `port`?"))
        .anyMatch(d -> d.contains("jobs/redis/spec") && d.contains("hands on the property `porto`"))
        .anyMatch(d -> d.startsWith("jobs/redis/spec:8:3: warning: no template asks for"));
  }

  @Test
  void whatOnlyRenderingTellsIsNotCalledUnused() throws Exception {
    change("jobs/redis/spec", "  port:\n", "  old: {}\n  port:\n");
    change("jobs/redis/templates/redis.conf.erb", "port <%", "<%= p(\"o#{1}\") %>port <%");
    assertThat(found()).isEmpty();
  }

  @Test
  void linksAreComparedBothWays() throws Exception {
    change("jobs/redis/templates/redis.conf.erb", "if_link('peer') do", "link('pear').tap do");
    assertThat(found())
        .hasSize(2)
        .anyMatch(d -> d.contains("redis.conf.erb:5:4: error") && d.contains("did you mean `peer`"))
        .anyMatch(d -> d.startsWith("jobs/redis/spec:13:3: warning: no template takes the link"));
  }

  @Test
  void monitFilesNameScriptsThatThereAre() throws Exception {
    change("jobs/redis/monit", "bin/ctl start", "bin/ctrl start");
    change("jobs/redis/monit", "  group vcap\n", "");
    assertThat(found())
        .hasSize(2)
        .anyMatch(d -> d.startsWith("jobs/redis/monit:3:18: error") && d.contains("bin/ctl`?"))
        .anyMatch(d -> d.startsWith("jobs/redis/monit:1:1: error") && d.contains("group vcap"));
    Files.delete(sample.root().resolve("jobs/redis/monit"));
    assertThat(found()).hasSize(1).first().asString().contains("there is no monit file");
  }

  @Test
  void scriptsEndWhenSomethingFails() throws Exception {
    sample.write("packages/lib/packaging", "# set -e\nmake\n");
    sample.write("packages/lib/pre_packaging", "rm x\n");
    change("jobs/redis/templates/ctl.erb", "set -eu", "set -u");
    assertThat(found())
        .hasSize(3)
        .allMatch(d -> d.contains("warning") && d.contains("set -e"))
        .anyMatch(d -> d.startsWith("packages/lib/packaging: "))
        .anyMatch(d -> d.startsWith("packages/lib/pre_packaging: "))
        .anyMatch(d -> d.startsWith("jobs/redis/templates/ctl.erb: "));
    for (String good :
        List.of(
            "#!/bin/bash -e\nx",
            "#!/usr/bin/env -S bash -ex\nx",
            "#!/bin/bash\nset -o errexit\nx",
            "#!/bin/sh\nset -euo pipefail\nx",
            "#!/bin/bash\nset -x -e\nx",
            "#!/usr/bin/python3\nx",
            "<% x %>\n#!/bin/bash -e\nx")) {
      sample.write("jobs/redis/templates/ctl.erb", good);
      assertThat(found()).as(good).noneMatch(d -> d.contains("ctl.erb"));
    }
  }

  @Test
  void targetsAreApartAndInside() throws Exception {
    change("jobs/redis/spec", "config/redis.conf", "./bin//ctl");
    assertThat(found()).anyMatch(d -> d.contains("spec:4:3: error") && d.contains("in line 3"));
    change("jobs/redis/spec", "./bin//ctl", "../../x");
    assertThat(found()).anyMatch(d -> d.contains("spec:4:3: error") && d.contains("not below"));
  }

  @Test
  void modesAndFilesThatDoNothingAreWarnedOf() throws Exception {
    Path monit = sample.root().resolve("jobs/redis/monit");
    Files.setPosixFilePermissions(monit, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path source = sample.root().resolve("src/lib/lib.c");
    Files.setAttribute(source, "unix:mode", 04755);
    sample.write("jobs/redis/templates/old.erb", "");
    change("jobs/redis/spec", "ctl.erb: bin/ctl", "ctl.erb: ctl");
    assertThat(found())
        .anyMatch(d -> d.startsWith("jobs/redis/monit: warning") && d.contains("chmod a-x"))
        .anyMatch(d -> d.startsWith("src/lib/lib.c: warning") && d.contains("4755"))
        .anyMatch(d -> d.startsWith("jobs/redis/templates/old.erb: warning"))
        .anyMatch(d -> d.startsWith("jobs/redis/spec:3:3: warning") && d.contains("below bin"));
  }

  @Test
  void aTagWithoutEndAndWhatRubySaysAreFound() throws Exception {
    sample.write("jobs/redis/templates/redis.conf.erb", "a\n<% if_p('port') { ");
    List<Problems> read = new ArrayList<>();
    TemplateCheck ruby =
        new TemplateCheck() {
          @Override
          public void check(String text, Problems problems) {
            read.add(problems);
          }

          @Override
          public void finish() {
            read.forEach(each -> each.error(new Position(7, 1), "no Ruby"));
          }
        };
    Verification found = new VerifyDirectory(ruby).verify(sample.directory());
    assertThat(found.errors().stream().map(Diagnostic::toString))
        .anyMatch(d -> d.contains("redis.conf.erb:2:1: error: this `<%` has no `%>`"))
        .anyMatch(d -> d.contains("ctl.erb:7:1: error: no Ruby"));
    assertThatThrownBy(found::refuseErrors)
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.diagnostics()).isEqualTo(found.errors()));
  }
}
