package dev.slipway.queue.source;

import dev.slipway.queue.BuildRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks the service to build; what is left out is null.
 *
 * @param project {@code default} unless told otherwise
 * @param source SHA-256 of a tar that was uploaded; this or {@code git}
 * @param git a repository, in place of an upload
 * @param folder where the definition is within the source; its root unless told otherwise
 * @param architectures Debian's names; the definition's unless told otherwise
 * @param formats in place of the definition's
 * @param parameters variables for scripts that ask for them
 * @param priority from -100 to 100; 0 unless told otherwise
 * @param test whether the definition's boot test is run; it is unless told otherwise
 * @param mail who hears of it
 * @param publish where artifacts go too
 */
public record Submission(
    @Nullable String project,
    @Nullable String source,
    @Nullable Git git,
    @Nullable String folder,
    @Nullable List<String> architectures,
    @Nullable List<String> formats,
    @Nullable SortedMap<String, String> parameters,
    @Nullable Integer priority,
    @Nullable Boolean test,
    @Nullable String mail,
    @Nullable List<BuildRequest.Destination> publish) {
  /**
   * A definition in a Git repository.
   *
   * @param url {@code https://…} or {@code ssh://…}
   * @param revision a branch, tag or commit; the repository's own default where it is null
   * @param credential the name of a credential in the server's configuration, where one is needed
   */
  public record Git(String url, @Nullable String revision, @Nullable String credential) {
    /** One that needs no credential. */
    public Git(String url, @Nullable String revision) {
      this(url, revision, null);
    }
  }

  BuildRequest.Options options() {
    return new BuildRequest.Options(
        formats == null ? List.of() : formats,
        parameters == null ? new TreeMap<>() : parameters,
        test == null || test,
        Optional.ofNullable(mail),
        publish == null ? List.of() : publish);
  }
}
