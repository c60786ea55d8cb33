package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.whole.Workplace;
import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same packages installed by mmdebstrap, which has apt and dpkg do it, and by us. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameAsMmdebstrapLongTest {
  /** Where the two may differ, and why; everything else is to be the same. */
  private static final Map<String, String> EXPLAINED =
      Map.ofEntries(
          Map.entry("/boot/initrd\\.img-.*", "ours has the drivers of virtual machines only"),
          Map.entry("/etc/initramfs-tools/(modules|conf\\.d/slipway)", "which it is told here"),
          Map.entry("/usr/sbin/policy-rc\\.d", "no service starts; taken out when sealed"),
          Map.entry("/dev/.*|/run/lock.*", "ours are put in when the tree is sealed"),
          Map.entry("/etc/machine-id|/var/lib/dbus/machine-id", "emptied when sealed"),
          Map.entry("/etc/(passwd|group|shadow|gshadow)-", "taken out when sealed"),
          Map.entry("/var/lib/dpkg/(status|available)(-old)?", "see dpkgKnowsTheSame"),
          Map.entry("/var/lib/dpkg/arch", "says what dpkg itself says"),
          Map.entry("/var/cache/debconf/.*-old", "taken out when sealed"),
          Map.entry("/var/cache/ldconfig/aux-cache", "taken out when sealed"),
          Map.entry("/var/log/.*", "taken out when sealed"),
          Map.entry("/etc/(apt/sources\\.list|hostname|resolv\\.conf|fstab)", "settings of ours"),
          Map.entry("/var/(lib/apt/lists|cache/apt/archives)/(partial|lock)", "of apt's making"),
          Map.entry("/var/lib/apt/extended_states", "apt makes it where it is missing"));

  private Workplace workplace;
  private Path ours;
  private Path theirs;

  @BeforeAll
  void installWithBoth() throws Exception {
    workplace = Workplace.create();
    Path root = workplace.folder().getParent();
    List<LockedPackage> packages = workplace.lock().packages(LockedPackage.Role.IMAGE);
    ours = Files.createDirectory(root.resolve("ours"));
    Path scratch = Files.createDirectory(root.resolve("scratch"));
    List<Path> debs = packages.stream().map(workplace::deb).toList();
    new Bootstrap("amd64", true, workplace.lock().time())
        .run(debs, ours, scratch, _ -> {}, _ -> {});

    theirs = root.resolve("theirs");
    Path repository = repository(root.resolve("repository"), packages);
    List<String> names = packages.stream().map(LockedPackage::name).toList();
    Command.of(
            "mmdebstrap",
            "--quiet",
            "--mode=root",
            "--variant=minbase",
            "--include=" + String.join(",", names),
            "bookworm",
            theirs.toString(),
            "deb [trusted=yes] copy:" + repository + " ./")
        .env("TMPDIR", root.toString())
        .run();
  }

  /** A repository of exactly the packages, so that both install the same versions. */
  private Path repository(Path folder, List<LockedPackage> packages) throws Exception {
    Files.createDirectory(folder);
    for (LockedPackage each : packages) {
      Files.createLink(folder.resolve(each.sha256() + ".deb"), workplace.deb(each));
    }
    List<String> index = new ArrayList<>();
    for (LockedPackage each : packages) {
      index.addAll(Command.of("dpkg-deb", "--field", workplace.deb(each).toString()).lines());
      index.add("Filename: ./" + each.sha256() + ".deb");
      index.add("Size: " + each.size());
      index.add("SHA256: " + each.sha256());
      index.add("");
    }
    Path list = Files.write(folder.resolve("Packages"), index);
    Files.writeString(
        folder.resolve("Release"),
        "Suite: bookworm\nCodename: bookworm\nSHA256:\n %s %d Packages\n"
            .formatted(Fingerprint.sha256(list), Files.size(list)));
    return folder;
  }

  @AfterAll
  void close() throws Exception {
    workplace.close();
  }

  @Test
  void dpkgKnowsTheSame() throws Exception {
    String format =
        "${binary:Package} ${Version} ${db:Status-Abbrev} ${Essential} ${Depends}|${Conffiles}\n";
    assertThat(query(ours, "-W", "-f", format)).isEqualTo(query(theirs, "-W", "-f", format));
    assertThat(Command.of("dpkg", "--root=" + ours, "--audit").lines()).isEmpty();
  }

  private static List<String> query(Path tree, String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("dpkg-query", "--admindir=" + tree.resolve("var/lib/dpkg")));
    line.addAll(List.of(arguments));
    return Command.of(line).lines();
  }

  @Test
  void theFilesAreTheSame() throws Exception {
    Map<String, String> a = files(ours);
    Map<String, String> b = files(theirs);
    List<String> differences = new ArrayList<>();
    a.forEach((path, what) -> {
      String other = b.get(path);
      if (other == null) {
        differences.add("only ours:   " + path + " " + what);
      } else if (!other.equals(what)) {
        differences.add("differs:     " + path + " ours " + what + ", theirs " + other);
      }
    });
    b.forEach((path, what) -> {
      if (!a.containsKey(path)) {
        differences.add("only theirs: " + path + " " + what);
      }
    });
    assertThat(differences)
        .filteredOn(line -> EXPLAINED.keySet().stream().noneMatch(pathOf(line)::matches))
        .isEmpty();
  }

  private static String pathOf(String difference) {
    return difference.replaceFirst("^[^/]*(/\\S*).*$", "$1");
  }

  /** Kind, mode, owner, and size or target by path. */
  private static Map<String, String> files(Path tree) throws Exception {
    Map<String, String> files = new TreeMap<>();
    for (String line :
        Command.of("find", tree.toString(), "-printf", "%P\\t%y %m %U:%G\\t%s\\t%l\\n").lines()) {
      String[] parts = line.split("\t", -1);
      boolean folder = parts[1].startsWith("d");
      files.put(
          "/" + parts[0],
          parts[1] + (folder ? "" : " " + parts[2] + " " + parts[3]).stripTrailing());
    }
    return files;
  }
}
