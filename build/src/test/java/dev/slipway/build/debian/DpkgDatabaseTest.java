package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.build.debian.UnpackPackage.Unpacked;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write of unpacked packages, beside what dpkg writes of the same packages. */
class DpkgDatabaseTest {
  @TempDir private Path folder;
  private Path ours;
  private Path dpkgs;

  @BeforeEach
  void unpackWithBoth() throws Exception {
    assumeThat(System.getProperty("user.name")).as("owners are root's to give").isEqualTo("root");
    List<Path> debs = packages(Command.of("dpkg", "--print-architecture").lines().getFirst());
    ours = Files.createDirectory(folder.resolve("ours"));
    ConcurrentHashMap<String, String> owners = new ConcurrentHashMap<>();
    List<Unpacked> unpacked = new ArrayList<>();
    for (Path deb : debs) {
      unpacked.add(new UnpackPackage(new Confined(ours), owners, true).unpack(deb));
    }
    unpacked.sort(Comparator.comparing(u -> u.control().field("Package")));
    new DpkgDatabase(ours).write(unpacked);

    dpkgs = Files.createDirectory(folder.resolve("dpkgs"));
    Files.createDirectories(dpkgs.resolve("var/lib/dpkg/info"));
    Files.createDirectories(dpkgs.resolve("var/lib/dpkg/updates"));
    Files.writeString(dpkgs.resolve("var/lib/dpkg/status"), "");
    List<String> line =
        new ArrayList<>(
            List.of(
                "dpkg",
                "--root=" + dpkgs,
                "--log=/dev/null",
                "--force-script-chrootless",
                "--force-depends",
                "--unpack"));
    debs.forEach(deb -> line.add(deb.toString()));
    Command.of(line).run();
  }

  private List<Path> packages(String architecture) throws IOException {
    return List.of(
        DebFile.of("libshared1", "1:2.3~rc1-4+b1")
            .field("Architecture", architecture)
            .field("Multi-Arch", "same")
            .field("Section", "libs")
            .field("Priority", "optional")
            .field("Installed-Size", "12")
            .field("Depends", "libc6 (>= 2.34) | absent, other:any")
            .field("Homepage", "https://example.org/")
            .control("triggers", "activate-noawait ldconfig\n")
            .control("shlibs", "libshared 1 libshared1\n")
            .control("md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/lib/libshared.so.1\n")
            .folder(".")
            .folder("./usr")
            .folder("./usr/lib")
            .file("./usr/lib/libshared.so.1", "")
            .symlink("./usr/lib/libshared.so", "libshared.so.1")
            .writeTo(folder),
        DebFile.of("service", "2")
            .field("Essential", "yes")
            .field("Provides", "server (= 2)")
            .control("conffiles", "/etc/service/main.conf\n/etc/service/more.conf\n")
            .control(
                "triggers", "interest-noawait /usr/lib\ninterest update-all\ninterest /etc/x\n")
            .control("postinst", "#!/bin/sh\nexit 0\n")
            .control("prerm", "#!/bin/sh\nexit 0\n")
            .control("templates", "Template: service/x\nType: note\n")
            .control("md5sums", "")
            .folder(".")
            .folder("./etc")
            .folder("./etc/service")
            .file("./etc/service/main.conf", "abc")
            .file("./etc/service/more.conf", "more")
            .file("./etc/service/other", "other")
            .writeTo(folder));
  }

  @Test
  void dpkgQuerySaysTheSame() throws Exception {
    String format =
        "${binary:Package}|${Version}|${db:Status-Abbrev}|${Architecture}|${Essential}|${Depends}|"
            + "${Provides}|${Section}|${Priority}|${Installed-Size}|${Homepage}|${Maintainer}|"
            + "${Description}|\n";
    assertThat(query(ours, "-W", "-f", format)).isEqualTo(query(dpkgs, "-W", "-f", format));
    for (String name : List.of("libshared1", "service")) {
      assertThat(query(ours, "-L", name)).isEqualTo(query(dpkgs, "-L", name));
    }
    assertThat(query(ours, "-S", "/usr/lib/libshared.so"))
        .isEqualTo(query(dpkgs, "-S", "/usr/lib/libshared.so"));
  }

  @Test
  void theStatusHasTheSameFields() throws Exception {
    assertThat(status(ours)).isEqualTo(status(dpkgs));
  }

  @Test
  void theInfoFolderHasTheSameFiles() throws Exception {
    assertThat(contents(ours.resolve("var/lib/dpkg/info")))
        .isEqualTo(contents(dpkgs.resolve("var/lib/dpkg/info")));
  }

  @Test
  void theTriggersAreTheSame() throws Exception {
    Map<String, String> wanted = contents(dpkgs.resolve("var/lib/dpkg/triggers"));
    // What is awaited during this very run, which dpkg keeps for itself.
    wanted.keySet().removeIf(name -> name.startsWith("Lock") || name.startsWith("Unincorp"));
    assertThat(contents(ours.resolve("var/lib/dpkg/triggers"))).isEqualTo(wanted);
  }

  @Test
  void dpkgFindsNothingWrongAndConfigures() throws Exception {
    assertThat(dpkg("--audit")).isEqualTo(dpkg(dpkgs, "--audit"));
    Files.writeString(
        ours.resolve("var/lib/dpkg/status"),
        Files.readString(ours.resolve("var/lib/dpkg/status")).replaceAll("(?m)^Depends:.*\n", ""));
    dpkg("--configure", "--pending");
    assertThat(query(ours, "-W", "-f", "${Package} ${db:Status-Abbrev}|${Conffiles}\n"))
        .containsExactly(
            "libshared1 ii |",
            "service ii | /etc/service/main.conf 900150983cd24fb0d6963f7d28e17f72",
            " /etc/service/more.conf addec426932e71323700afa1911f8f1c");
    assertThat(ours.resolve("etc/service/main.conf")).hasContent("abc");
  }

  private List<String> dpkg(String... arguments) throws Exception {
    return dpkg(ours, arguments);
  }

  private static List<String> dpkg(Path root, String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of("dpkg", "--root=" + root, "--log=/dev/null", "--force-script-chrootless"));
    line.addAll(List.of(arguments));
    return Command.of(line).lines();
  }

  private static List<String> query(Path root, String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("dpkg-query", "--admindir=" + root.resolve("var/lib/dpkg")));
    line.addAll(List.of(arguments));
    return Command.of(line).lines();
  }

  /** Fields by package; of conffiles the names, since dpkg sums them up when it configures. */
  private static Map<String, Map<String, String>> status(Path root) throws IOException {
    Map<String, Map<String, String>> packages = new TreeMap<>();
    for (Map<String, String> each :
        ControlFile.parse(Files.readAllLines(root.resolve("var/lib/dpkg/status")))) {
      Map<String, String> fields = new TreeMap<>(each);
      fields.computeIfPresent(
          "Conffiles", (_, v) -> v.replaceAll(" (newconffile|[0-9a-f]{32})", ""));
      packages.put(each.get("Package"), fields);
    }
    return packages;
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        contents.put(file.getFileName() + " " + mode, Files.readString(file));
      }
    }
    return contents;
  }
}
