package dev.slipway.server.operation;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line for people: time, level, where, what. */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  @Override
  public String doLayout(ILoggingEvent event) {
    String name = event.getLoggerName();
    StringBuilder line =
        new StringBuilder(128)
            .append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS))
            .append(' ')
            .append(event.getLevel())
            .append(' ')
            .append(name.substring(name.lastIndexOf('.') + 1))
            .append(": ")
            .append(event.getFormattedMessage())
            .append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }
}
