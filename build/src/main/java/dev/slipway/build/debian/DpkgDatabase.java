package dev.slipway.build.debian;

import dev.slipway.build.debian.UnpackPackage.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * dpkg's own records of packages whose files have been unpacked, as {@code dpkg --unpack} leaves
 * them (dpkg's doc/ and deb-triggers(5)).
 */
final class DpkgDatabase {
  private final Path folder;

  DpkgDatabase(Path tree) {
    this.folder = tree.resolve("var/lib/dpkg");
  }

  void write(List<Unpacked> packages) throws IOException {
    Files.createDirectories(folder.resolve("info"));
    Files.createDirectories(folder.resolve("triggers"));
    Files.createDirectories(folder.resolve("updates"));
    Files.createDirectories(folder.resolve("alternatives"));
    Files.writeString(folder.resolve("info/format"), "1\n");
    Files.writeString(folder.resolve("available"), "");
    StringBuilder status = new StringBuilder();
    Map<String, StringBuilder> triggers = new TreeMap<>();
    for (Unpacked each : packages) {
      info(each);
      stanza(each, status);
      triggers(each.control(), triggers);
    }
    Files.writeString(folder.resolve("status"), status);
    for (Map.Entry<String, StringBuilder> trigger : triggers.entrySet()) {
      Files.writeString(folder.resolve("triggers").resolve(trigger.getKey()), trigger.getValue());
    }
  }

  private void info(Unpacked each) throws IOException {
    String prefix = each.control().qualifiedName() + ".";
    Path info = folder.resolve("info");
    Files.write(info.resolve(prefix + "list"), each.list());
    for (Map.Entry<String, byte[]> file : each.control().files().entrySet()) {
      Path target = info.resolve(prefix + file.getKey());
      Files.write(target, file.getValue());
      if (Set.of("preinst", "postinst", "prerm", "postrm", "config").contains(file.getKey())) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static void stanza(Unpacked each, StringBuilder status) {
    Map<String, String> fields = each.control().fields();
    status.append("Package: ").append(fields.get("Package")).append('\n');
    status.append("Status: install ok unpacked\n");
    fields.forEach((name, value) -> {
      if (!name.equals("Package")) {
        // A value that begins on the next line has no blank after the colon.
        String blank = value.isEmpty() || value.startsWith("\n") ? "" : " ";
        status.append(name).append(':').append(blank).append(value).append('\n');
      }
    });
    if (!each.conffileSums().isEmpty()) {
      status.append("Conffiles:\n");
      each.conffileSums()
          .forEach(
              (file, sum) -> status.append(' ').append(file).append(' ').append(sum).append('\n'));
    }
    status.append('\n');
  }

  private static void triggers(ControlTar control, Map<String, StringBuilder> triggers) {
    for (String line : control.lines("triggers")) {
      String[] words = line.strip().split("\\s+");
      if (words.length < 2 || !words[0].startsWith("interest")) {
        continue;
      }
      String interested =
          control.qualifiedName() + (words[0].equals("interest-noawait") ? "/noawait" : "");
      if (words[1].startsWith("/")) {
        triggers
            .computeIfAbsent("File", f -> new StringBuilder())
            .append(words[1] + " " + interested + "\n");
      } else if (!words[1].contains("/")) {
        triggers.computeIfAbsent(words[1], f -> new StringBuilder()).append(interested + "\n");
      }
    }
  }
}
