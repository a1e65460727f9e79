package io.llmcallgateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Configures Logback for the time before the logs are open: warnings on standard error. No
/// configuration file is searched or parsed.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class StartupConfigurator extends ContextAwareBase implements Configurator {
  static final String NAME = "before-logs";

  @Override
  public ExecutionStatus configure(LoggerContext logback) {
    attach(logback);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static void attach(LoggerContext logback) {
    var appender = new Stderr();
    appender.setName(NAME);
    appender.setContext(logback);
    appender.start();
    var root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
  }

  private static final class Stderr extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      System.err.println(event.getLevel() + " " + event.getFormattedMessage());
    }
  }
}
