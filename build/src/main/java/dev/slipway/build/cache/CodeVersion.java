package dev.slipway.build.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * The version of a step's own code: a checksum of the compiled packages that do its work, so that a
 * changed program never takes an older one's result for its own.
 */
public final class CodeVersion {
  private static final Map<Path, Map<String, Long>> CHECKSUMS = new ConcurrentHashMap<>();

  private CodeVersion() {}

  /** A checksum of the packages that these classes are in, resources included. */
  public static String of(Class<?>... classes) {
    StringBuilder all = new StringBuilder();
    for (Class<?> type : classes) {
      String folder = type.getPackageName().replace('.', '/') + "/";
      checksums(place(type))
          .forEach((name, crc) -> {
            if (name.startsWith(folder)) {
              all.append(name).append(' ').append(crc).append('\n');
            }
          });
    }
    return Fingerprint.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private static Path place(Class<?> type) {
    try {
      URI uri = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is unreadable", e);
    }
  }

  private static Map<String, Long> checksums(Path place) {
    return CHECKSUMS.computeIfAbsent(
        place,
        p -> {
          try {
            return Files.isDirectory(p) ? ofFolder(p) : ofJar(p);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Map<String, Long> ofJar(Path jar) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream().filter(e -> !e.isDirectory()).forEach(e -> sums.put(e.getName(), e.getCrc()));
    }
    return sums;
  }

  private static Map<String, Long> ofFolder(Path folder) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      CRC32 crc = new CRC32();
      crc.update(Files.readAllBytes(file));
      sums.put(folder.relativize(file).toString(), crc.getValue());
    }
    return sums;
  }
}
