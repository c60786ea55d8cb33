package dev.slipway.disk;

import dev.slipway.disk.archive.ArchiveDisk;
import dev.slipway.disk.archive.TarCheck;
import dev.slipway.disk.archive.TarContent;
import dev.slipway.disk.archive.TarEntry;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.ova.OvaCheck;
import dev.slipway.disk.qcow2.Qcow2Check;
import dev.slipway.disk.vdi.VdiCheck;
import dev.slipway.disk.vhd.VhdCheck;
import dev.slipway.disk.vhdx.VhdxCheck;
import dev.slipway.disk.vmdk.VmdkCheck;
import java.io.IOException;

/**
 * Looks for what is wrong in a file by what it is, and in the files that are in it.
 *
 * @param layer how many files this one is in
 */
record Checking(int layer) {
  /** As deep as disks are opened. */
  private static final int MOST_LAYERS = 4;

  CheckReport check(FileSource file) throws IOException {
    return switch (DiskFormat.probe(file)) {
      case RAW -> new Findings().report(0, 0);
      case QCOW2 -> Qcow2Check.check(file);
      case VHD -> VhdCheck.check(file);
      case VHDX -> VhdxCheck.check(file);
      case VMDK -> VmdkCheck.check(file);
      case VDI -> VdiCheck.check(file);
      case OVA, BOX -> tar(file);
      case COMPRESSED -> compressed(file);
    };
  }

  private Checking within(FileSource file) throws DiskException {
    if (layer == MOST_LAYERS) {
      throw new DiskException(file.name() + " is too deep in archives; unpack it yourself");
    }
    return new Checking(layer + 1);
  }

  private CheckReport compressed(FileSource file) throws IOException {
    Checking inside = within(file);
    try (FileSource unpacked = ArchiveDisk.unpack(file)) {
      CheckReport report = inside.check(unpacked);
      Findings findings = new Findings();
      findings.addInner("unpacked", report, _ -> 0);
      return findings.report(report.plainBlocks(), report.compressedBlocks());
    }
  }

  private CheckReport tar(FileSource file) throws IOException {
    Checking inside = within(file);
    Findings findings = new Findings();
    TarContent tar = TarCheck.check(file, findings);
    OvaCheck.check(tar, findings);
    long plain = 0;
    long compressed = 0;
    for (TarEntry entry : tar.entries()) {
      CheckReport report = inside.member(entry, tar.open(entry));
      findings.addInner(entry.name(), report, entry::place);
      plain += report.plainBlocks();
      compressed += report.compressedBlocks();
    }
    return findings.report(plain, compressed);
  }

  private CheckReport member(TarEntry entry, FileSource bytes) throws IOException {
    // Of archives in archives only those are gone into that are opened, too.
    if (DiskFormat.probe(bytes).isArchive() && !entry.isDisk()) {
      return new Findings().report(0, 0);
    }
    try {
      return check(bytes);
    } catch (DiskException e) {
      Findings findings = new Findings();
      findings.add(Finding.Kind.BAD_ENTRY, 0, "" + e.getMessage());
      return findings.report(0, 0);
    }
  }
}
