package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk check}. */
@Command(
    name = "check",
    description = "Looks for damage in a disk's file; changes nothing.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status 1 where something is wrong. The base of an overlay is not looked at; a raw disk"
          + " is nothing but its bytes, so that there is nothing to check. Of an OVA or a box, the"
          + " archive is checked, the manifest's digests, the files that the descriptor names, and"
          + " the disk in it. What is compressed is unpacked to a temporary file for that.",
      "Example:",
      "  slipway disk check disk.qcow2",
      "  slipway disk check web.ova"
    })
final class CheckDisk implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The disk's file.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  CheckDisk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path path = surroundings.folder().resolve(file);
    DiskFormat format = DiskFormat.probe(path);
    CheckReport report = Disks.check(path);
    if (json) {
      surroundings.out().println(Json.text(asMap(format, report)));
    } else {
      print(format, report);
    }
    return report.clean() ? 0 : 1;
  }

  private void print(DiskFormat format, CheckReport report) {
    for (Finding each : report.findings()) {
      surroundings
          .out()
          .println("byte " + each.offset() + ": " + word(each.kind()) + ": " + each.message());
    }
    if (format == DiskFormat.RAW) {
      surroundings.out().println(file + ": raw, so that there is nothing to check");
      return;
    }
    String blocks =
        report.plainBlocks() + " blocks as they are, " + report.compressedBlocks() + " compressed";
    surroundings
        .out()
        .println(
            report.clean()
                ? file + ": nothing is wrong; " + blocks
                : "%s: %d faults that threaten data, %d leaks that only waste room; %s"
                    .formatted(file, report.corruptions(), report.leaks(), blocks));
  }

  private Map<String, Object> asMap(DiskFormat format, CheckReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", file.toString());
    fields.put("format", format.label());
    fields.put("clean", report.clean());
    fields.put("corruptions", report.corruptions());
    fields.put("leaks", report.leaks());
    fields.put("plainBlocks", report.plainBlocks());
    fields.put("compressedBlocks", report.compressedBlocks());
    List<Object> findings = new ArrayList<>();
    for (Finding each : report.findings()) {
      Map<String, Object> finding = new LinkedHashMap<>();
      finding.put("kind", word(each.kind()));
      finding.put("offset", each.offset());
      finding.put("message", each.message());
      findings.add(finding);
    }
    fields.put("findings", findings);
    return fields;
  }

  private static String word(Finding.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
