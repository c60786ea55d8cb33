package dev.slipway.build.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What a catalog knows of an image.
 *
 * @param id 12 hexadecimal digits that stand for the disk's content
 * @param name as the definition has it
 * @param version as the definition has it
 * @param architecture Debian's name of it
 * @param description empty where the definition has none
 * @param created the image's own time, as in {@code 2026-01-31T12:00:00Z}
 * @param firmware what boots it: {@code bios}, {@code uefi}
 * @param context whether the guest side is in it
 * @param artifacts the files
 * @param packages how many packages are installed
 * @param definition the definition's copy, a file's name in the catalog's folder
 * @param lock the lock's copy, a file's name in the catalog's folder
 * @param sbom the package list (SPDX 2.3), a file's name in the catalog's folder
 * @param provenance the in-toto statement, a file's name in the catalog's folder
 * @param tests what the boot tests said; empty where there were none
 */
public record ImageRecord(
    String id,
    String name,
    String version,
    String architecture,
    String description,
    String created,
    List<String> firmware,
    boolean context,
    List<Artifact> artifacts,
    int packages,
    String definition,
    String lock,
    String sbom,
    String provenance,
    List<TestResult> tests) {
  public ImageRecord {
    firmware = List.copyOf(firmware);
    artifacts = List.copyOf(artifacts);
    tests = List.copyOf(tests);
  }

  /**
   * What a boot test said.
   *
   * @param firmware by which it was booted
   * @param seconds until the expected line came
   */
  public record TestResult(String firmware, double seconds) {}

  /** NAME_vVERSION. */
  public String imageName() {
    return name + "_v" + version;
  }

  /** NAME_vVERSION.ARCHITECTURE, which the names of all the image's files begin with. */
  public String baseName() {
    return imageName() + "." + architecture;
  }

  /** The file of a format. */
  public Optional<Artifact> artifact(String format) {
    return artifacts.stream().filter(a -> a.format().equals(format)).findFirst();
  }

  /** The file that machines can start from: raw, since reading it costs no unpacking, or qcow2. */
  public Optional<Artifact> disk() {
    return artifact("raw").or(() -> artifact("qcow2"));
  }

  /** All files that the image has in the catalog's folder, the record itself left out. */
  public List<String> files() {
    List<String> files = new java.util.ArrayList<>();
    artifacts.forEach(a -> files.add(a.file()));
    files.addAll(java.util.Arrays.asList(definition, lock, sbom, provenance));
    return files;
  }
}
