package dev.slipway.server.operation;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object on each line: {@code time} in UTC, {@code level}, {@code logger}, {@code thread},
 * {@code message}, {@code build} where it is about one, {@code error} with a stack trace.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private final JsonMapper json = new JsonMapper();

  @Override
  public String doLayout(ILoggingEvent event) {
    ObjectNode line =
        json.createObjectNode()
            .put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
            .put("level", event.getLevel().toString())
            .put("logger", event.getLoggerName())
            .put("thread", event.getThreadName())
            .put("message", event.getFormattedMessage());
    String build = event.getMDCPropertyMap().get("build");
    if (build != null) {
      line.put("build", build);
    }
    if (event.getThrowableProxy() != null) {
      line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line + "\n";
  }
}
