package dev.slipway.release.source;

import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.source.SourceFile.Part;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The licence and the notices beside a release's folders: {@code LICENSE*} and {@code NOTICE*}. */
public final class LicenseSource {
  private LicenseSource() {}

  /** Those that there are. */
  public static List<SourceFile> read(ReleaseDirectory directory) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory.root(), "{LICENSE,NOTICE}*")) {
      for (Path each : all) {
        if (Files.isRegularFile(each)) {
          files.add(new SourceFile(each, each.getFileName().toString(), Part.LEGAL));
        }
      }
    }
    return Fingerprint.sorted(files);
  }
}
