package dev.slipway.queue.artifact;

import java.util.regex.Pattern;

/** What the service's files are called in the storage. */
public final class Keys {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Keys() {}

  /** Whether a name can be a file's of a build. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** What all definitions' tars begin with. */
  public static final String SOURCES = "sources/";

  /** A definition's tar. */
  public static String source(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
    return SOURCES + sha256 + ".tar";
  }

  /** A file of an attempt. */
  public static String artifact(long build, int attempt, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a file's name: " + name);
    }
    return build(build) + attempt + "/" + name;
  }

  /** What all files of a build begin with. */
  public static String build(long build) {
    return "builds/" + build + "/";
  }
}
