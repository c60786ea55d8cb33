package dev.slipway.release.directory;

import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import dev.slipway.release.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The blobs of a release directory: {@code config/blobs.yml}. */
public final class BlobIndex {
  private static final int LONGEST = 1024;

  private final Path file;
  private final SortedMap<String, Blob> blobs;

  private BlobIndex(Path file, SortedMap<String, Blob> blobs) {
    this.file = file;
    this.blobs = blobs;
  }

  /**
   * A blob.
   *
   * @param size in bytes
   * @param object its id in the blob store; empty where it was not uploaded
   */
  public record Blob(long size, Optional<String> object, Digests digests) {}

  /**
   * Reads it; one without blobs where there is none.
   *
   * @throws ReleaseException with all mistakes
   */
  public static BlobIndex read(ReleaseDirectory directory) throws ReleaseException {
    Path file = directory.blobIndex();
    SortedMap<String, Blob> blobs = new TreeMap<>(NaturalOrder.AS_GO_YAML);
    if (Files.exists(file)) {
      Problems problems = new Problems(file.toString());
      YamlReader.read(file, problems)
          .filter(value -> !(value instanceof Value.Scalar one && one.isNothing()))
          .flatMap(value -> Keys.of("the list of blobs", value, problems))
          .ifPresent(keys -> keys.all().forEach(each -> blob(each, problems, blobs)));
      if (problems.hasErrors()) {
        throw new ReleaseException(problems.list());
      }
    }
    return new BlobIndex(file, blobs);
  }

  private static void blob(Value.Field field, Problems problems, Map<String, Blob> blobs) {
    Optional<Keys> keys = Keys.of("a blob", field.value(), problems);
    if (keys.isEmpty()) {
      return;
    }
    String size = keys.get().need("size");
    String sha = keys.get().need("sha");
    if (!size.isEmpty() && !size.matches("[0-9]{1,15}")) {
      problems.error(field.at(), "`size` is not a number of bytes");
    }
    try {
      String path = checked(field.key());
      if (size.matches("[0-9]{1,15}") && !sha.isEmpty()) {
        Optional<String> object = keys.get().text("object_id").filter(id -> !id.isBlank());
        blobs.put(path, new Blob(Long.parseLong(size), object, Digests.parse(sha)));
      }
    } catch (ReleaseException e) {
      problems.error(field.at(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * A path below {@code blobs}, as the index has it.
   *
   * @throws ReleaseException with {@link Code#INVALID} where it leads elsewhere
   */
  public static String checked(String path) throws ReleaseException {
    boolean plain = path.chars().noneMatch(Character::isISOControl) && path.length() <= LONGEST;
    boolean confined =
        Arrays.stream(path.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!plain || !confined) {
      throw new ReleaseException(
          Code.INVALID,
          "`"
              + path.replaceAll("\\p{Cc}", "?")
              + "` is not the path of a blob; it is relative to blobs, such as redis/redis.tgz");
    }
    return path;
  }

  /** All of them by their paths, in the file's order. */
  public Map<String, Blob> all() {
    return new LinkedHashMap<>(blobs);
  }

  /** One of them. */
  public Optional<Blob> find(String path) {
    return Optional.ofNullable(blobs.get(path));
  }

  /** Adds a blob, or changes what is known of it, and writes the file anew. */
  public void put(String path, Blob blob) throws IOException {
    blobs.put(checked(path), blob);
    write();
  }

  /** Takes one out, and writes the file anew. */
  public void remove(String path) throws IOException {
    blobs.remove(path);
    write();
  }

  private void write() throws IOException {
    Map<String, Object> lines = new LinkedHashMap<>();
    blobs.forEach((path, blob) -> lines.put(path, fields(blob)));
    WholeFile.write(file, YamlWriter.write(lines));
  }

  private static Map<String, Object> fields(Blob blob) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("size", blob.size());
    blob.object().ifPresent(id -> fields.put("object_id", id));
    fields.put("sha", blob.digests().toString());
    return fields;
  }
}
