package dev.slipway.server.operation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.slipway.server.config.LogConfig;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up what is logged. Logs go beside results, never among them. */
public final class Logs {
  /** These tell of every connection and every bean. */
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache",
          "org.eclipse",
          "org.flywaydb",
          "org.hibernate",
          "org.jdbi",
          "org.springframework",
          "com.zaxxer",
          "qpid");

  private Logs() {}

  /** Sets it up for the whole program. */
  public static void configure(LogConfig config, OutputStream out) {
    // Spring would read files and set up its own.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      Layout<ILoggingEvent> layout =
          switch (config.format()) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
          };
      layout.setContext(context);
      layout.start();
      LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
      encoder.setContext(context);
      encoder.setLayout(layout);
      encoder.start();
      OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
      appender.setContext(context);
      appender.setEncoder(encoder);
      appender.setOutputStream(out);
      appender.start();
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.addAppender(appender);
      root.setLevel(Level.valueOf(config.level().name()));
      if (config.level() == LogConfig.Level.INFO) {
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // It warns of each connection that ends, which is said by who uses the connection.
        context.getLogger("com.rabbitmq").setLevel(Level.ERROR);
      }
    }
    bridge(config.level());
  }

  /** Tomcat logs by the JDK's own means. */
  private static void bridge(LogConfig.Level level) {
    java.util.logging.Logger root = java.util.logging.LogManager.getLogManager().getLogger("");
    root.setLevel(
        level == LogConfig.Level.DEBUG
            ? java.util.logging.Level.FINE
            : java.util.logging.Level.WARNING);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
