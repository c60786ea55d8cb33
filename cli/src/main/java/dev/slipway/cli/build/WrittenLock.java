package dev.slipway.cli.build;

import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/** The lock that a build has left, in the folder that it was submitted from. */
record WrittenLock(Api api, Path file) {
  private static final String HEADING = "slipway-lock 1\n";
  private static final int LARGEST = 16 << 20;

  /**
   * Puts the part of a build's architecture into the file.
   *
   * @return whether there was one
   */
  boolean write(long build) throws IOException, InterruptedException {
    Optional<String> path = path(build);
    if (path.isEmpty()) {
      return false;
    }
    Path own = Files.createTempFile("slipway", ".lock");
    try (InputStream body = api.open(path.get()).body()) {
      String text = new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
      // A catalog's copy is of one architecture, and has no heading.
      Files.writeString(own, text.contains(HEADING) ? text : HEADING + text);
      SortedMap<String, Lock> all = LockFile.read(file);
      all.putAll(LockFile.read(own));
      LockFile.write(file, all);
      return true;
    } finally {
      Files.deleteIfExists(own);
    }
  }

  private Optional<String> path(long build) throws IOException, InterruptedException {
    for (JsonNode each : api.get("/builds/" + build + "/artifacts").path("artifacts")) {
      if (each.path("kind").asString("").equals("lock")) {
        return Optional.of(
            "/builds/"
                + build
                + "/artifacts/"
                + RemoteFile.encoded(each.path("name").asString("")));
      }
    }
    return Optional.empty();
  }
}
