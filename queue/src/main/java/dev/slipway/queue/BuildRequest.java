package dev.slipway.queue;

import dev.slipway.definition.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build is asked for. It is of one architecture; a definition for two becomes two builds.
 *
 * @param project who may see it
 * @param name the image's name, as the definition has it
 * @param version the image's version, as the definition has it
 * @param priority from -100 to 100; higher is sooner, 0 is usual
 * @param submittedBy the name of an account
 * @param space how many bytes of disk a worker is to have free for it
 */
public record BuildRequest(
    String project,
    String name,
    String version,
    Architecture architecture,
    Source source,
    Options options,
    int priority,
    String submittedBy,
    long space) {
  /**
   * The definition's folder, as a tar in the storage.
   *
   * @param sha256 of the tar, which is its name in the storage too
   * @param size in bytes
   * @param origin where it came from, for people: {@code upload} or a repository and its revision
   */
  public record Source(String sha256, long size, String origin) {}

  /**
   * What is asked for beyond the definition.
   *
   * @param formats in place of the definition's, where there are any
   * @param parameters variables for the scripts that ask for them
   * @param test whether the definition's boot test is run
   * @param mail who hears of it; nobody where empty
   * @param publish where its artifacts go too, once it has succeeded
   */
  public record Options(
      List<String> formats,
      SortedMap<String, String> parameters,
      boolean test,
      Optional<String> mail,
      List<Destination> publish) {
    /** As the definition says, and nobody hears of it. */
    public static final Options NONE =
        new Options(List.of(), new TreeMap<>(), true, Optional.empty(), List.of());

    public Options {
      formats = List.copyOf(formats);
      publish = List.copyOf(publish);
    }
  }

  /**
   * Where artifacts go.
   *
   * @param url {@code file:///…}, {@code sftp://…}, {@code ftp://…}, {@code https://…} or {@code
   *     s3://…}; without credentials
   * @param credential the name of a credential in the server's configuration
   */
  public record Destination(String url, Optional<String> credential) {}
}
