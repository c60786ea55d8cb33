package dev.slipway.queue.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/** What a worker says to the servers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToServer.Claim.class, name = "claim"),
  @JsonSubTypes.Type(value = ToServer.Heartbeat.class, name = "heartbeat"),
  @JsonSubTypes.Type(value = ToServer.Report.class, name = "report"),
  @JsonSubTypes.Type(value = ToServer.GiveBack.class, name = "giveback"),
  @JsonSubTypes.Type(value = ToServer.Goodbye.class, name = "goodbye")
})
public sealed interface ToServer {
  /** The id of the worker that says it. */
  String worker();

  /**
   * I have room for a build.
   *
   * @param request comes back with the answer
   * @param incarnation differs between two starts of the same worker
   * @param architectures those whose tickets I take, by Debian's names
   * @param space how many bytes of disk I can give it
   */
  record Claim(
      String worker, String incarnation, String request, List<String> architectures, long space)
      implements ToServer {
    public Claim {
      Objects.requireNonNull(worker);
      Objects.requireNonNull(incarnation);
      Objects.requireNonNull(request);
      architectures = List.copyOf(architectures);
    }
  }

  /**
   * I am here.
   *
   * @param free bytes of disk
   * @param started milliseconds since 1970, by the worker's clock
   * @param running what I work on; the leases of these are renewed
   */
  record Heartbeat(
      String worker,
      String incarnation,
      String host,
      String version,
      List<String> architectures,
      int slots,
      long free,
      boolean draining,
      long started,
      List<Running> running)
      implements ToServer {
    public Heartbeat {
      Objects.requireNonNull(worker);
      Objects.requireNonNull(incarnation);
      Objects.requireNonNull(host);
      Objects.requireNonNull(version);
      architectures = List.copyOf(architectures);
      running = List.copyOf(running);
    }
  }

  /** A build that a worker works on. */
  record Running(long build, int attempt) {}

  /**
   * This happened. A server answers with {@link ToWorker.Stored}. A report that is not answered is
   * said again, and the next one only when it is: so they are stored in order, whichever server
   * gets them.
   *
   * @param first the number, from 1, that the first of the events has among the attempt's
   */
  record Report(String worker, long build, int attempt, long first, List<Happened> events)
      implements ToServer {
    public Report {
      Objects.requireNonNull(worker);
      events = List.copyOf(events);
    }
  }

  /**
   * An event of a build.
   *
   * @param at milliseconds since 1970
   * @param kind as {@code event} in the body; {@code ended} is the attempt's last
   * @param body a JSON object on one line
   */
  record Happened(long at, String kind, String body) {
    public Happened {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(body);
    }
  }

  /** I do not work on this build any more, through no fault of it: give it to somebody else. */
  record GiveBack(String worker, long build, int attempt, String why) implements ToServer {
    public GiveBack {
      Objects.requireNonNull(worker);
      Objects.requireNonNull(why);
    }
  }

  /** I end, and run nothing any more. */
  record Goodbye(String worker, String incarnation) implements ToServer {
    public Goodbye {
      Objects.requireNonNull(worker);
      Objects.requireNonNull(incarnation);
    }
  }
}
