package dev.slipway.build.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A second program that uses a cache, for tests that kill it. */
final class OtherProgram {
  private OtherProgram() {}

  /**
   * Does one thing with a cache, says so on a line, and stays until its input ends.
   *
   * @param args the cache's folder, and {@code stage} or {@code use}
   */
  public static void main(String[] args) throws IOException {
    try (Cache cache = Cache.open(Path.of(args[0]), Long.MAX_VALUE, Clock.systemUTC());
        Staging staging = cache.stage()) {
      if (args[1].equals("stage")) {
        Files.writeString(staging.result().resolve("half"), "half");
      } else {
        System.err.println("uses " + cache.find(CacheTest.id("a")).orElseThrow());
      }
      System.out.println("ready");
      System.out.flush();
      System.in.readAllBytes();
    }
  }

  /** Starts one and waits until it has done its thing. */
  static Process start(Path root, String what) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProgram.class.getName(),
                root.toString(),
                what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    if (!"ready".equals(output.readLine())) {
      throw new IOException("the other program did not start");
    }
    return process;
  }
}
