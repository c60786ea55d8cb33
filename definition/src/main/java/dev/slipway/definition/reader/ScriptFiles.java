package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files that are run as scripts. */
final class ScriptFiles {
  private static final int FIRST_LINE = 256;
  private static final int MOST = 1000;

  private ScriptFiles() {}

  /** The scripts of a folder by name, and the paths of those that are skipped. */
  record Found(List<SourceFiles.Source> run, List<String> skipped) {}

  /** Takes a folder's files; hidden ones and folders are not meant, links leave nothing. */
  static Found inFolder(SourceFiles files, Value value) throws Mistake {
    SourceFiles.Source folder = files.find(Forms.text(value));
    if (!folder.isFolder()) {
      throw new Mistake(
          Quoted.of(folder.path()) + " is a file; write a list: scripts: [" + folder.path() + "]");
    }
    List<SourceFiles.Source> run = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (String name : names(folder)) {
      SourceFiles.Source source = files.find(folder.path() + "/" + name);
      if (!source.isFolder() && isSkipped(name)) {
        skipped.add(source.path());
      } else if (!source.isFolder()) {
        run.add(source);
      }
    }
    if (run.isEmpty() && skipped.isEmpty()) {
      throw new Mistake(
          Quoted.of(folder.path()) + " holds no scripts; put one there or leave it out");
    }
    return new Found(run, skipped);
  }

  /** Whether its name says that it is not to be run: it begins with {@code _}. */
  static boolean isSkipped(String path) {
    return path.substring(path.lastIndexOf('/') + 1).startsWith("_");
  }

  /** Sees that the kernel will find the program that runs it. */
  static SourceFiles.Source check(SourceFiles.Source script) throws Mistake {
    String line = firstLine(script);
    if (!line.startsWith("#!")) {
      throw new Mistake(
          Quoted.of(script.path())
              + " does not say what runs it; begin it with the line #!/bin/sh");
    }
    if (line.endsWith("\r")) {
      throw new Mistake(
          Quoted.of(script.path()) + " has Windows line ends; save it with plain ones");
    }
    return script;
  }

  private static String firstLine(SourceFiles.Source script) throws Mistake {
    try (InputStream in = Files.newInputStream(script.real())) {
      String begin = new String(in.readNBytes(FIRST_LINE), StandardCharsets.ISO_8859_1);
      return begin
          .lines()
          .findFirst()
          .map(l -> begin.startsWith(l + "\r") ? l + "\r" : l)
          .orElse("");
    } catch (IOException e) {
      throw new Mistake(Quoted.of(script.path()) + " cannot be read: " + Unreadable.reason(e));
    }
  }

  private static List<String> names(SourceFiles.Source folder) throws Mistake {
    String[] names = folder.real().toFile().list();
    if (names == null || names.length > MOST) {
      throw new Mistake(
          Quoted.of(folder.path()) + " cannot be listed, or holds more than " + MOST + " files");
    }
    return Arrays.stream(names)
        .filter(name -> !name.startsWith(".") && !name.endsWith("~"))
        .sorted()
        .toList();
  }
}
