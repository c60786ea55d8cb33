package dev.slipway.release.verify;

import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.create.CreateRelease;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** A release directory with nothing wrong: a job, two packages, a licence. */
public record SampleRelease(Path root) {
  public static SampleRelease in(Path root) throws IOException {
    SampleRelease sample = new SampleRelease(root);
    sample.write("config/final.yml", "name: redis\n");
    sample.write("LICENSE", "Free.\n");
    sample.write("src/redis/redis.c", "int main(void) { return 0; }\n");
    sample.write("src/lib/lib.c", "int lib;\n");
    sample.write("packages/lib/spec", "name: lib\nfiles:\n- lib/**/*\n");
    sample.write("packages/lib/packaging", "set -e\nmake\n");
    sample.write(
        "packages/redis/spec", "name: redis\ndependencies:\n- lib\nfiles:\n- redis/**/*\n");
    sample.write("packages/redis/packaging", "#!/bin/bash -e\nmake\n");
    sample.write(
        "jobs/redis/spec",
        """
        name: redis
        templates:
          ctl.erb: bin/ctl
          redis.conf.erb: config/redis.conf
        packages:
        - redis
        properties:
          port:
            default: 6379
          tls.certificate:
            description: PEM
        consumes:
        - name: peer
          type: redis
          optional: true
        provides:
        - name: server
          type: redis
          properties:
          - port
        """);
    sample.write(
        "jobs/redis/monit",
        """
        check process redis
          with pidfile /var/vcap/sys/run/redis/pid
          start program "/var/vcap/jobs/redis/bin/ctl start"
          group vcap
        """);
    sample.write("jobs/redis/templates/ctl.erb", "#!/bin/bash\nset -eu\nexec redis\n");
    sample.write(
        "jobs/redis/templates/redis.conf.erb",
        """
        port <%= p('port') %>
        <% if_p("tls.certificate") do |pem| %>
        cert <%= pem %>
        <% end %>
        <% if_link('peer') do |l| %>
        replicaof <%= l.p('port') %>
        <% end %>
        """);
    return sample;
  }

  public ReleaseDirectory directory() {
    return new ReleaseDirectory(root);
  }

  public void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  public ArchiveCache cache() {
    return new ArchiveCache(root.resolveSibling(root.getFileName() + "-cache"));
  }

  /** Creates the release of this version and writes it as one file. */
  public Path tarball(String version) throws IOException, InterruptedException {
    Path file = root.resolveSibling("redis-" + version + ".tgz");
    new CreateRelease(
            directory(), cache(), InstantSource.fixed(Instant.EPOCH), UUID::randomUUID, event -> {})
        .create(
            new CreateRelease.Wish(
                Optional.empty(),
                Optional.of(Version.parse(version)),
                false,
                true,
                Algorithm.SHA256,
                Optional.of(file)));
    return file;
  }
}
