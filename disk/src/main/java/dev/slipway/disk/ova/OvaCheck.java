package dev.slipway.disk.ova;

import dev.slipway.disk.archive.TarContent;
import dev.slipway.disk.archive.TarEntry;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.IOException;
import java.util.List;

/**
 * Looks whether the files of a package (DMTF DSP0243, 5.3 and 5.4) fit together, and changes
 * nothing. What is wrong with the tar itself or within its disks is for others to find.
 */
public final class OvaCheck {
  private final Members members;
  private final Findings findings;

  private OvaCheck(Members members, Findings findings) {
    this.members = members;
    this.findings = findings;
  }

  /** Checks a tar that has a descriptor; there is nothing to say of others. */
  public static void check(TarContent tar, Findings findings) throws IOException {
    if (tar.entries().stream().anyMatch(each -> each.name().endsWith(".ovf"))) {
      new OvaCheck(Members.of(tar, findings), findings).check();
    }
  }

  private void check() throws IOException {
    List<TarEntry> descriptors = members.ending(".ovf");
    order(descriptors.getFirst());
    for (TarEntry manifest : members.ending(".mf")) {
      new ManifestCheck(members, findings, manifest).check();
    }
    for (TarEntry descriptor : descriptors) {
      new ReferencesCheck(members, findings, descriptor).check();
    }
  }

  /** Vagrant's boxes have their own files first. */
  private void order(TarEntry descriptor) {
    boolean box = members.find("metadata.json") != null;
    if (!box && !members.tar().entries().getFirst().equals(descriptor)) {
      findings.add(
          Finding.Kind.BAD_ENTRY,
          descriptor.place(0),
          descriptor.name() + " is not the first file, which a descriptor has to be");
    }
  }
}
