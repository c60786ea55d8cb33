package dev.slipway.release.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.Part;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
  @TempDir Path folder;

  private String fingerprint(Path files) throws Exception {
    Path tgz = folder.resolve(files.getFileName() + ".tgz");
    Command.of("tar", "-czf", tgz.toString(), "-C", files.toString(), "git", "git-add").run();
    byte[] bytes = Files.readAllBytes(tgz);
    Digests digests = Digests.of(Digest.of(Algorithm.SHA256, bytes));
    Part part = new Part(Part.Kind.COMPILED, "git", "f", digests, List.of(), "ubuntu-jammy/1.1");
    return Contents.read(part, new ByteArrayInputStream(bytes), bytes.length, "git.tgz")
        .fingerprint();
  }

  /** As agents pack what `make install` has linked. */
  @Test
  void aHardLinkIsWhatACopyIs() throws Exception {
    Path linked = Files.createDirectory(folder.resolve("linked"));
    Files.writeString(linked.resolve("git"), "text");
    Files.createLink(linked.resolve("git-add"), linked.resolve("git"));
    Path copied = Files.createDirectory(folder.resolve("copied"));
    Files.writeString(copied.resolve("git"), "text");
    Files.writeString(copied.resolve("git-add"), "text");
    assertThat(fingerprint(linked)).isEqualTo(fingerprint(copied));
  }
}
