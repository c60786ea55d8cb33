package dev.slipway.server.page.build;

import dev.slipway.queue.log.LogLine;
import dev.slipway.queue.store.Journal;
import java.util.List;
import java.util.Optional;

/**
 * A part of a build's log.
 *
 * @param step that alone is shown
 * @param lines in order
 * @param earlier the event before which there are more lines; 0 where there are none
 */
record LogView(long build, Optional<String> step, List<LogLine> lines, long earlier) {
  /** How many lines a page has; what browsers still scroll with ease. */
  static final int LINES = 5_000;

  static LogView of(Journal journal, long build, Journal.Window window) {
    List<LogLine> lines = journal.lines(build, window).stream().map(LogLine::of).toList();
    boolean full = lines.size() == window.limit() && lines.getFirst().number() > 1;
    return new LogView(build, window.step(), lines, full ? lines.getFirst().seq() : 0);
  }

  /** Where the lines before these are, as a part of a page or a page of its own. */
  String earlierPath(String page) {
    return "/builds/%d%s?before=%d%s"
        .formatted(build, page, earlier, step.map(s -> "&step=" + encoded(s)).orElse(""));
  }

  static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
