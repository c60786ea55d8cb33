package dev.slipway.farm;

import dev.slipway.farm.conf.DeployConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Which broker is for which architecture, and where the server is: for the command line. */
record NodesConf(DeployConf conf) {
  private static final String PRIVATE = "rw-------";

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Written by slipway farm setup_cli; what is changed here is lost.\n[broker]\n");
    conf.brokers()
        .forEach((architecture, broker) ->
            text.append(architecture).append("=\"").append(broker.url()).append("\"\n"));
    return text.append("\n[server]\nurl=").append(conf.master().url()).append("\n").toString();
  }

  boolean isIn(Path file) throws IOException {
    return Files.isReadable(file)
        && Files.readString(file).equals(text())
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals(PRIVATE);
  }

  /** Writes it whole, or not at all; only its owner may read it. */
  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    // A temporary file is private from its beginning.
    Path part = Files.createTempFile(folder, ".nodes", ".part");
    try {
      Files.writeString(part, text());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
