package dev.slipway.build.catalog;

import dev.slipway.build.BuildException;
import dev.slipway.build.debian.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Images in a folder. Each is a record, {@code NAME_vVERSION.ARCHITECTURE.json}, and the files that
 * it names, beside it. An image is in the catalog when its record is.
 */
public final class Catalog {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String ENDING = ".json";

  private final Path folder;
  private final Users users;

  /** Who stands on an image: overlays, instances. */
  public interface Users {
    /** Their names; none where the image's files may change. */
    List<String> of(ImageRecord image, Catalog catalog) throws IOException;
  }

  /** The catalog in a folder, which need not be there yet; nobody stands on its images. */
  public Catalog(Path folder) {
    this(folder, (image, catalog) -> List.of());
  }

  /** The catalog in a folder, which need not be there yet. */
  public Catalog(Path folder, Users users) {
    this.folder = folder;
    this.users = users;
  }

  /**
   * Checks that nothing stands on an image, so that its files may change or go.
   *
   * @throws BuildException naming what does
   */
  public void refuseIfUsed(ImageRecord image) throws IOException {
    List<String> all = users.of(image, this);
    if (!all.isEmpty()) {
      throw new BuildException(
          BuildException.Code.CATALOG,
          image.baseName()
              + " is in use by "
              + String.join(", ", all)
              + "; remove what stands on it first, or give the image another version");
    }
  }

  public Path folder() {
    return folder;
  }

  /** Where a file of an image is. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * All images, by name, then newest version first, then architecture.
   *
   * @throws BuildException naming the record that cannot be read
   */
  public List<ImageRecord> list() throws IOException {
    List<ImageRecord> records = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Catalog::isRecord).sorted().toList()) {
          records.add(read(file));
        }
      }
    }
    records.sort(
        Comparator.comparing(ImageRecord::name)
            .thenComparing(ImageRecord::version, Versions.ORDER.reversed())
            .thenComparing(ImageRecord::architecture));
    return records;
  }

  /** The record of an image, if there is one. */
  public Optional<ImageRecord> get(String baseName) throws IOException {
    Path file = folder.resolve(baseName + ENDING);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Finds an image: by its id (or its beginning, at least 4 digits), else by its exact name (with
   * or without the architecture), else the newest version of a name.
   *
   * @throws BuildException where there is no valid image, with the nearest names
   */
  public ImageRecord find(String wanted) throws IOException {
    List<ImageRecord> all = list();
    List<ImageRecord> matches = all.stream().filter(r -> r.id().equals(wanted)).toList();
    if (matches.isEmpty()) {
      matches =
          all.stream()
              .filter(r -> r.baseName().equals(wanted) || r.imageName().equals(wanted))
              .toList();
    }
    if (matches.isEmpty()) {
      matches = all.stream().filter(r -> r.name().equals(wanted)).toList();
    }
    if (matches.isEmpty() && wanted.length() >= 4) {
      // Last, so that a name that could be the beginning of an id is still a name.
      matches = all.stream().filter(r -> r.id().startsWith(wanted)).toList();
      if (matches.size() > 1) {
        throw new BuildException(
            BuildException.Code.CATALOG, "'" + wanted + "' is the beginning of several ids");
      }
    }
    return matches.stream().filter(this::isWhole).findFirst().orElseThrow(() -> none(wanted, all));
  }

  private BuildException none(String wanted, List<ImageRecord> all) {
    Optional<ImageRecord> broken =
        all.stream()
            .filter(r -> List.of(r.id(), r.name(), r.imageName(), r.baseName()).contains(wanted))
            .findFirst();
    if (broken.isPresent()) {
      return new BuildException(
          BuildException.Code.CATALOG,
          "no valid image '%s': files of it are missing from %s; build it again"
              .formatted(wanted, folder));
    }
    List<String> names = all.stream().map(ImageRecord::imageName).distinct().toList();
    List<String> both = new ArrayList<>(names);
    all.forEach(r -> both.add(r.name()));
    String nearest =
        NearestName.of(wanted, both).map(n -> "; did you mean '" + n + "'?").orElse("");
    String there = names.isEmpty() ? "there are none" : "there are " + String.join(", ", names);
    return new BuildException(
        BuildException.Code.CATALOG,
        "no valid image '" + wanted + "' in " + folder + nearest + " (" + there + ")");
  }

  /** Whether all files of an image are there, with the sizes that they should have. */
  public boolean isWhole(ImageRecord image) {
    return image.artifacts().stream().allMatch(a -> sizeOf(folder.resolve(a.file())) == a.size())
        && image.files().stream().allMatch(f -> Files.isRegularFile(folder.resolve(f)));
  }

  /** Whether an artifact is as it was made, by its size and time. */
  public boolean isAsMade(Artifact artifact) throws IOException {
    Path file = folder.resolve(artifact.file());
    return sizeOf(file) == artifact.size()
        && Files.getLastModifiedTime(file).toMillis() == artifact.modified();
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  /** Puts a record in, in place of an older one of the same image. */
  public void put(ImageRecord image) throws IOException {
    Path file = folder.resolve(image.baseName() + ENDING);
    Path aside = folder.resolve("." + image.baseName() + ENDING + ".part");
    Files.write(aside, JSON.writeValueAsBytes(image));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes an image's record away; its files stay. */
  public void forget(ImageRecord image) throws IOException {
    Files.deleteIfExists(folder.resolve(image.baseName() + ENDING));
  }

  /** Takes an image out of the catalog, its record first, then its files. */
  public void remove(ImageRecord image) throws IOException {
    forget(image);
    for (String file : image.files()) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder.resolve(image.baseName() + ".sha256"));
  }

  private static boolean isRecord(Path file) {
    String name = file.getFileName().toString();
    return name.matches("[^.].*_v.*\\.(amd64|i386|arm64)\\.json");
  }

  /** Whether a file's name is the image's and an ending: {@code .raw}, {@code -xen.vhd}. */
  private static boolean isOf(ImageRecord image, String file) {
    return file.startsWith(image.baseName())
        && file.substring(image.baseName().length()).matches("[.-][A-Za-z0-9.-]+");
  }

  private static ImageRecord read(Path file) throws IOException {
    ImageRecord image;
    try {
      image = JSON.readValue(Files.readAllBytes(file), ImageRecord.class);
    } catch (JacksonException e) {
      throw broken(file, e.getOriginalMessage());
    }
    if (image == null || !file.getFileName().toString().equals(image.baseName() + ENDING)) {
      throw broken(file, "it is another one's");
    }
    for (String each : image.files()) {
      // Its files are removed with it: they must be the catalog's own.
      if (each == null || !isOf(image, each)) {
        throw broken(file, "it names the file " + each);
      }
    }
    return image;
  }

  private static BuildException broken(Path file, String why) {
    return new BuildException(
        BuildException.Code.CATALOG, file + " is no image's record (" + why + "); remove it");
  }
}
