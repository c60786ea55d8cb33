package dev.slipway.farm.task;

import dev.slipway.farm.ssh.HostFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Slipway itself, as it runs without its sources.
 *
 * @param files what is copied as it is, by its path from the program's folder
 * @param jars the names of its jars, in the order of the class path
 * @param finder the script that finds a JDK
 */
public record Program(SortedMap<String, ProgramFile> files, List<String> jars, Path finder) {
  /** All that is part of it, below its folder. */
  static final String[] PARTS = {"slipway", "script", "cli/target/app"};

  private static final String APP = "cli/target/app/";
  private static final String LAUNCHER = "slipway";
  private static final String FIND_JDK = "script/jdk";

  /**
   * A file of it.
   *
   * @param mode in octal
   */
  record ProgramFile(String mode, Content content) {}

  /** Reads what was built in a folder. */
  public static Program in(Path home) throws IOException {
    Path classpath = home.resolve(APP + "classpath");
    if (!Files.isReadable(classpath)) {
      throw new HostFailed("there is no built program in " + home + "; run script/build-app there");
    }
    SortedMap<String, ProgramFile> files = new TreeMap<>();
    files.put(LAUNCHER, file("755", home.resolve(LAUNCHER)));
    files.put(FIND_JDK, file("644", home.resolve(FIND_JDK)));
    files.put(APP + "built", new ProgramFile("644", Content.of("")));
    List<String> jars = new ArrayList<>();
    for (String entry : Files.readString(classpath).strip().split(":")) {
      Path jar = Path.of(entry);
      jars.add(String.valueOf(jar.getFileName()));
      files.put(APP + "lib/" + jar.getFileName(), file("644", jar));
    }
    return new Program(files, jars, home.resolve(FIND_JDK));
  }

  private static ProgramFile file(String mode, Path path) throws IOException {
    return new ProgramFile(mode, Content.of(path));
  }

  /** Its files for a folder on a host; the class path has that folder in it. */
  SortedMap<String, ProgramFile> filesFor(String workdir) {
    String classpath =
        jars.stream().map(j -> workdir + "/" + APP + "lib/" + j).collect(Collectors.joining(":"));
    SortedMap<String, ProgramFile> all = new TreeMap<>(files);
    // No AOT cache: it counts only with the same jars' times and the very same JDK.
    all.put(APP + "classpath", new ProgramFile("644", Content.of(classpath)));
    return all;
  }

  /** The script that finds a JDK, with a command behind it that prints where. */
  byte[] jdkFinder() throws IOException {
    String find = new String(Files.readAllBytes(finder), StandardCharsets.UTF_8);
    return (find + "\necho \"$JAVA_HOME\"\n").getBytes(StandardCharsets.UTF_8);
  }
}
