package dev.slipway.disk.target;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.raw.RawEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a certain importer takes: a file, and for some another one beside it.
 *
 * @param name what users call it: {@code vhd-xen}
 * @param hypervisor in names that end with one: {@code xen}
 * @param ending of the file's name, with what tells it from other targets: {@code -xen.vhd}
 * @param purpose a line for people: who takes it
 * @param limits what is refused up front
 * @param recipe how the file is written
 * @param extent the name of a second file, made of the first one's, which holds the disk's bytes as
 *     they are; empty for most
 */
public record Target(
    String name,
    String hypervisor,
    String ending,
    String purpose,
    Limits limits,
    Recipe recipe,
    Optional<UnaryOperator<Path>> extent) {

  /** Makes a file's encoding. */
  @FunctionalInterface
  interface Recipe {
    /** How a disk is written as this file. */
    Encoding encoding(Subject subject, Path file) throws DiskException;
  }

  /** One of a single file. */
  Target(
      String name, String hypervisor, String ending, String purpose, Limits limits, Recipe recipe) {
    this(name, hypervisor, ending, purpose, limits, recipe, Optional.empty());
  }

  /** All files that are made for it, the one that users name first. */
  public List<Path> files(Path file) {
    List<Path> files = new ArrayList<>(List.of(file));
    extent.ifPresent(name -> files.add(name.apply(file)));
    return List.copyOf(files);
  }

  /**
   * Refuses a disk that the importer would refuse.
   *
   * @throws DiskException with what would be right
   */
  public void check(Subject subject) throws DiskException {
    TargetRules.check(this, subject);
  }

  /**
   * How a disk is written for this target, in the order of {@link #files}.
   *
   * @param sparse whether zeros may be holes in files
   * @throws DiskException where the importer would refuse it; the message says what would be right
   */
  public List<Destination> destinations(Path file, Subject subject, boolean sparse)
      throws DiskException {
    check(subject);
    List<Destination> all = new ArrayList<>();
    all.add(new Destination(file, recipe.encoding(subject, file), sparse));
    extent.ifPresent(name -> all.add(new Destination(name.apply(file), new RawEncoding(), sparse)));
    return List.copyOf(all);
  }

  /** The ending without what tells it from other targets: {@code .vhd}. */
  public String extension() {
    return ending.substring(ending.indexOf('.'));
  }
}
