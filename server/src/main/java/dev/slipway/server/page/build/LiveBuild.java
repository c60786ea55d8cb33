package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.live.Follower;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.live.StreamedEvent;
import dev.slipway.queue.log.LogLine;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Journal;
import dev.slipway.server.http.Ongoing;
import dev.slipway.server.page.frame.Html;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings to a build's page what happens after it was shown, as server-sent events: {@code lines}
 * are lines of the log and have the number of the last one's event, {@code part} is a part of the
 * page to be put in the place of the one with the same id, and {@code end} is the last.
 */
final class LiveBuild {
  /** How often the parts of a page change at most. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Hub hub;
  private final Builds builds;
  private final Journal journal;
  private final Snapshots snapshots;

  LiveBuild(Hub hub, Builds builds, Journal journal, Snapshots snapshots) {
    this.hub = hub;
    this.builds = builds;
    this.journal = journal;
    this.snapshots = snapshots;
  }

  /** The stream for one browser, from after one of a build's events. */
  Ongoing.Writing follow(long build, long after) {
    return new Telling(build, after, hub.follow(build, after));
  }

  private final class Telling implements Ongoing.Writing {
    private final long build;
    private final long after;
    private final Follower follower;

    Telling(long build, long after, Follower follower) {
      this.build = build;
      this.after = after;
      this.follower = follower;
    }

    @Override
    public void write(OutputStream out) throws IOException, InterruptedException {
      Page page = new Page(build, journal.count(build, after), out);
      while (!follower.isAtEnd()) {
        page.lines(follower.next(PAUSE));
        page.parts(follower.isAtEnd());
        out.flush();
      }
      page.send("end", 0, "");
      out.flush();
    }

    @Override
    public void close() {
      follower.close();
    }
  }

  /** What one browser has been sent. */
  private final class Page {
    private final long build;
    private final OutputStream out;
    private final Map<String, String> parts = new HashMap<>();
    private long line;
    private long looked;

    Page(long build, long line, OutputStream out) {
      this.build = build;
      this.line = line;
      this.out = out;
    }

    void lines(List<StreamedEvent> events) throws IOException {
      List<LogLine> lines = new ArrayList<>();
      for (StreamedEvent each : events) {
        if (Journal.isLine(each.event())) {
          lines.add(LogLine.of(new Journal.Line(++line, each.event())));
        }
      }
      if (!lines.isEmpty()) {
        send("lines", lines.getLast().seq(), Html.text(JtelinesGenerated::render, lines));
      }
    }

    void parts(boolean last) throws IOException {
      long now = System.nanoTime();
      if (!last && looked != 0 && now - looked < PAUSE.toNanos()) {
        return;
      }
      looked = now;
      Build fresh = builds.get(build).orElseThrow();
      Snapshot snapshot = snapshots.of(fresh);
      part("state", Html.text(JtestateGenerated::render, snapshot));
      part("failure", Html.text(JtefailureGenerated::render, snapshot));
      part("steps", Html.text(JtestepsGenerated::render, snapshot));
      part("files", Html.text(JtefilesGenerated::render, snapshot));
      part("publications", Html.text(JtepublicationsGenerated::render, snapshot));
      part("packages", Html.text(JtepackagesGenerated::render, snapshot));
      // Whoever is not there any more is noticed by writing.
      out.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private void part(String name, String html) throws IOException {
      if (!html.equals(parts.put(name, html))) {
        send("part", 0, html);
      }
    }

    void send(String event, long id, String data) throws IOException {
      StringBuilder text = new StringBuilder("event: ").append(event).append('\n');
      if (id > 0) {
        text.append("id: ").append(id).append('\n');
      }
      data.lines().forEach(l -> text.append("data: ").append(l).append('\n'));
      out.write(
          text.append(data.isEmpty() ? "data:\n\n" : "\n")
              .toString()
              .getBytes(StandardCharsets.UTF_8));
    }
  }
}
