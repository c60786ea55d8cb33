package dev.slipway.queue.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.SortedMap;

/** What a server says to a worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToWorker.Job.class, name = "job"),
  @JsonSubTypes.Type(value = ToWorker.Nothing.class, name = "nothing"),
  @JsonSubTypes.Type(value = ToWorker.Stored.class, name = "stored"),
  @JsonSubTypes.Type(value = ToWorker.Missing.class, name = "missing"),
  @JsonSubTypes.Type(value = ToWorker.Stop.class, name = "stop"),
  @JsonSubTypes.Type(value = ToWorker.Refused.class, name = "refused")
})
public sealed interface ToWorker {
  /**
   * Build this.
   *
   * @param request of the claim that this answers
   * @param token opens the build's files below {@code files}, while the lease lasts
   * @param files the address that the build's source is got from and artifacts are put to
   * @param source SHA-256 of the source's tar
   * @param sourceSize of the tar, in bytes
   * @param formats in place of the definition's, where there are any
   * @param parameters variables for scripts
   * @param test whether the definition's boot test is run
   * @param network whether scripts may use the network
   * @param space how many bytes of disk it is given
   */
  record Job(
      String request,
      long build,
      int attempt,
      String token,
      String files,
      String name,
      String architecture,
      String source,
      long sourceSize,
      List<String> formats,
      SortedMap<String, String> parameters,
      boolean test,
      boolean network,
      long space)
      implements ToWorker {
    /** Without the token and the parameters' values, which may be secret. */
    @Override
    public String toString() {
      return "build " + build + ", attempt " + attempt + ": " + name + " for " + architecture;
    }
  }

  /** There is no build for you now. */
  record Nothing(String request) implements ToWorker {}

  /** Of this attempt's events, those up to a number are stored. */
  record Stored(long build, int attempt, long upTo) implements ToWorker {}

  /**
   * Of this attempt's events, those after a number are not stored, although more were said to be:
   * the database is an older one. Since nobody has them any more, the build is to begin anew.
   */
  record Missing(long build, int attempt, long upTo) implements ToWorker {}

  /**
   * End this attempt now.
   *
   * @param stale whether nobody wants to hear of it any more
   */
  record Stop(long build, int attempt, boolean stale) implements ToWorker {}

  /** You are not to take builds, for a reason that whoever runs you can do something about. */
  record Refused(String why) implements ToWorker {}
}
