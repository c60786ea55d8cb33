package dev.slipway.disk.containerdisk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContainerDiskTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"web.qcow2", "web.img"})
  void skopeoReadsAndCopiesIt(String name) throws Exception {
    Encoding inner =
        name.endsWith(".img")
            ? new RawEncoding()
            : new Qcow2Encoding(Qcow2Options.of(Compression.ZLIB));
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 20 << 20, 9, 1);
    Path image = folder.resolve("image.tar");
    var encoding = new ContainerDiskEncoding(inner, name, "arm64", "1.0", TestDisks.TIME, folder);
    String digest = TestDisks.write(raw, image, encoding).sha256();
    assertThat(TestDisks.write(raw, image, encoding).sha256()).isEqualTo(digest);
    String reference = "oci-archive:" + image + ":1.0";
    assertThat(
            Oracle.approve(
                "skopeo",
                "inspect",
                "--override-arch",
                "arm64",
                "--override-os",
                "linux",
                reference))
        .contains("\"Architecture\": \"arm64\"")
        .contains("\"Created\": \"2026-01-02T03:04:06Z\"");
    Path copy = folder.resolve("copy");
    // It verifies each blob's digest on the way.
    Oracle.approve(
        "skopeo",
        "--insecure-policy",
        "--override-arch",
        "arm64",
        "copy",
        reference,
        "dir:" + copy);
    String program =
        "import json,sys; print(json.load(open(sys.argv[1]))['layers'][0]['digest'][7:])";
    String layer = Oracle.approve("python3", "-c", program, copy.resolve("manifest.json")).strip();
    assertThat(Oracle.approve("tar", "--numeric-owner", "-tvf", copy.resolve(layer)))
        .containsPattern(
            "drwxr-xr-x 107/107 +0 .* disk/\n-r--r----- 107/107 +\\d+ .* disk/" + name);
    Oracle.approve("tar", "-C", folder, "--no-same-owner", "-xf", copy.resolve(layer));
    Path disk = folder.resolve("disk").resolve(name);
    String format = name.endsWith(".img") ? "raw" : "qcow2";
    Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", format, raw, disk);
    assertThat(Files.size(disk)).isPositive();
  }
}
