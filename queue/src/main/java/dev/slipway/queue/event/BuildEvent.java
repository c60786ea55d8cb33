package dev.slipway.queue.event;

import java.time.Instant;

/**
 * Something that happened to a build, as it is stored and told to whoever follows the build.
 *
 * @param seq counts up from 1 in each build, without gaps
 * @param attempt the attempt in which it happened; 0 before the first
 * @param kind as {@code event} in the body: {@code output}, {@code finished}, {@code ended} …
 * @param body a JSON object on one line, as {@link EventJson} and {@link Milestone} write it
 */
public record BuildEvent(long seq, int attempt, Instant at, String kind, String body) {
  /** The whole event as a JSON object on one line: seq, attempt and time before the body's keys. */
  public String json() {
    return "{\"seq\":"
        + seq
        + ",\"attempt\":"
        + attempt
        + ",\"at\":\""
        + at
        + "\","
        + body.substring(1);
  }
}
