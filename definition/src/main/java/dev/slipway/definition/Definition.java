package dev.slipway.definition;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an image is to be, with every default filled in. docs/definition.md says what each part
 * means.
 *
 * @param folder where the files it names are
 * @param file what it was read from
 * @param name of the image; never contains {@code _v}
 * @param version of the image
 * @param description for people
 * @param architectures at least one, none twice
 * @param base the distribution
 * @param kernel the kernel
 * @param packages to install, in the order given
 * @param files to put in, in the order given
 * @param scripts to run, in this order
 * @param skippedScripts those that are left out because of their name, relative to the folder
 * @param services to switch on or off
 * @param users to make
 * @param hostname of an instance whose context names none
 * @param timezone a name of the tz database
 * @param locale of the whole system
 * @param disk partitions and file system
 * @param context whether an instance reads a context at first boot
 * @param allowedSecrets paths in the image where what looks like a secret is none
 * @param formats to write, at least one, none twice
 * @param test how to try it; empty: not at all
 */
public record Definition(
    Path folder,
    Path file,
    String name,
    String version,
    Optional<String> description,
    List<Architecture> architectures,
    Base base,
    Kernel kernel,
    List<PackageRequest> packages,
    List<FileEntry> files,
    List<Script> scripts,
    List<String> skippedScripts,
    Services services,
    List<User> users,
    String hostname,
    String timezone,
    String locale,
    DiskSpec disk,
    boolean context,
    List<String> allowedSecrets,
    List<FormatSpec> formats,
    Optional<TestSpec> test) {

  /** Copies what is mutable. */
  public Definition {
    architectures = List.copyOf(architectures);
    packages = List.copyOf(packages);
    files = List.copyOf(files);
    scripts = List.copyOf(scripts);
    skippedScripts = List.copyOf(skippedScripts);
    users = List.copyOf(users);
    allowedSecrets = List.copyOf(allowedSecrets);
    formats = List.copyOf(formats);
  }

  /** NAME_vVERSION, by which catalogs find the newest image of a name. */
  public String imageName() {
    return name + "_v" + version;
  }

  /** Where a file of the definition is. */
  public Path resolve(String source) {
    return folder.resolve(source);
  }

  /**
   * Everything that counts, in one stable form: a slipway.yml with every default written out, that
   * reads as the same definition. It depends neither on where the folder is, nor on how the file
   * was written, nor on the contents of the files it names.
   */
  public String canonical() {
    return String.join("", canonicalBlocks().values());
  }

  /**
   * {@link #canonical} in pieces, by top-level key in the documentation's order, for what depends
   * on a part of the definition only. A key that says nothing ({@code packages} without packages)
   * is absent.
   */
  public Map<String, String> canonicalBlocks() {
    return CanonicalForm.of(this);
  }
}
