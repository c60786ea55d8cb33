package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway release render}, as an author uses it. */
@Tag("slow")
final class RenderJobSlowTest {
  @TempDir private Path folder;

  @BeforeEach
  void aRelease() throws IOException {
    Invocation.of(folder, "release", "init");
    write(
        "jobs/redis/spec",
        """
        name: redis
        templates:
          ctl.erb: bin/ctl
          redis.conf.erb: config/redis.conf
        properties:
          redis.port:
            default: 6379
          redis.password: {}
        consumes:
        - {name: peer, type: redis, optional: true}
        provides:
        - {name: server, type: redis}
        """);
    write("jobs/redis/monit", "check process <%= name %>\n");
    write("jobs/redis/templates/ctl.erb", "#!/bin/sh\nset -e\n");
    write(
        "jobs/redis/templates/redis.conf.erb",
        """
        bind <%= spec.ip %>
        port <%= p('redis.port') %>
        requirepass <%= p('redis.password') %>
        <% if_link('peer') do |peer| -%>
        replicaof <%= peer.instances.first.address %>
        <% end -%>
        """);
  }

  @Test
  void aJobIsWrittenAsOnAnInstance() throws Exception {
    write("properties.yml", "redis: {password: secret}\n");
    write("spec.yml", "networks: {private: {ip: 10.1.2.3}}\n");
    write("links.yml", "peer: {instances: [{address: 10.9.9.9}]}\n");
    Invocation run =
        render("--properties", "properties.yml", "--spec", "spec.yml", "--links", "links.yml");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("rwxr-x--- out/bin/ctl").contains("rw-r----- out/monit");
    assertThat(folder.resolve("out/config/redis.conf"))
        .hasContent("bind 10.1.2.3\nport 6379\nrequirepass secret\nreplicaof 10.9.9.9\n");
    assertThat(folder.resolve("out/monit")).hasContent("check process redis\n");
    assertThat(folder.resolve("out/.bosh/links.json"))
        .content()
        .contains("\"name\": \"server\"", "\"type\": \"redis\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out"))))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void nothingIsWrittenWhereATemplateFails() {
    Invocation run = render("--json");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            slipway: Unable to render instance groups for deployment. Errors are:
              - Unable to render jobs for instance group 'redis'. Errors are:
                - Unable to render templates for job 'redis'. Errors are:
                  - Error filling in template 'redis.conf.erb' (line 3: Can't find property\
             '["redis.password"]')
            """);
    assertThat(run.out()).contains("\"template\" : \"redis.conf.erb\"").contains("\"line\" : 3");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private Invocation render(String... more) {
    String[] words = new String[6 + more.length];
    System.arraycopy(
        new String[] {"release", "render", "--job", "redis", "-o", "out"}, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    return Invocation.of(folder, words);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
