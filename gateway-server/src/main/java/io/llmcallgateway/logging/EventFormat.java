package io.llmcallgateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.llmcallgateway.logging.line.JsonLine;
import io.llmcallgateway.logging.line.SafeText;
import io.llmcallgateway.logging.line.TimestampWriter;
import io.llmcallgateway.logging.line.Utf8Builder;
import java.time.ZoneId;

/// Writes system events, as text or as JSON objects, and in a short form for the console.
final class EventFormat {
  private final boolean json;
  private final TimestampWriter timestamps;
  private final Redactor redactor;
  private final SafeText safe = new SafeText(false);
  private final JsonLine object = new JsonLine();
  private final JsonLine fields = new JsonLine();

  EventFormat(boolean json, ZoneId zone, Redactor redactor) {
    this.json = json;
    this.timestamps = new TimestampWriter(zone);
    this.redactor = redactor;
  }

  /// Writes the line of a file.
  void write(Utf8Builder line, LogEntry.Event entry) {
    var event = entry.event();
    if (json) {
      json(line, event, entry.at());
      return;
    }
    timestamps.text(line, entry.at());
    line.ascii(" | ").ascii(event.getLevel().toString()).ascii(" | ");
    safe.text(line, event.getLoggerName());
    safe.text(line.ascii(" | "), message(event));
    trace(line, event);
  }

  /// Writes the line of the console: `13:05:22 INFO message key=value`.
  void writeShort(Utf8Builder line, LogEntry.Event entry) {
    var event = entry.event();
    timestamps.clock(line, entry.at());
    var level = event.getLevel().toString();
    line.add(' ').ascii(level).ascii(" ".repeat(6 - level.length()));
    safe.text(line, message(event));
    trace(line, event);
  }

  private void json(Utf8Builder line, ILoggingEvent event, long at) {
    object.begin(line);
    object.member("time").add('"');
    timestamps.iso(line, at);
    line.add('"');
    object.string("level", event.getLevel().toString()).string("logger", event.getLoggerName());
    object.string("message", redactor.mask(String.valueOf(event.getFormattedMessage())));
    var pairs = event.getKeyValuePairs();
    if (pairs != null && !pairs.isEmpty()) {
      var inner = fields.begin(object.member("fields"));
      for (var pair : pairs) {
        inner.member(String.valueOf(pair.key).replaceAll("[^A-Za-z0-9_.-]", "_"));
        inner.quoted(redactor.mask(String.valueOf(pair.value)));
      }
      inner.end();
    }
    var thrown = event.getThrowableProxy();
    if (thrown != null) object.string("error", redactor.mask(ThrowableProxyUtil.asString(thrown)));
    object.end();
  }

  private String message(ILoggingEvent event) {
    var text = new StringBuilder(String.valueOf(event.getFormattedMessage()));
    var pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (var pair : pairs) {
        var value = String.valueOf(pair.value);
        text.append(' ').append(pair.key).append('=');
        if (value.indexOf(' ') < 0) text.append(value);
        else text.append('"').append(value).append('"');
      }
    }
    return redactor.mask(text.toString());
  }

  /// The trace's lines, indented so that none can pass for a line of the log.
  private void trace(Utf8Builder line, ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    if (thrown == null) return;
    redactor
        .mask(ThrowableProxyUtil.asString(thrown))
        .lines()
        .forEach(text -> safe.text(line.ascii("\n    "), text.strip()));
  }
}
