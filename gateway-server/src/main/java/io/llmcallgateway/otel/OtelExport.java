package io.llmcallgateway.otel;

import io.llmcallgateway.config.OtelSettings;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exports ended calls to an OpenTelemetry collector, on a thread of its own. Callers never block;
/// lost calls are counted.
public final class OtelExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtelExport.class);
  private static final int ROOM = 8_192; // calls
  private static final int ROOM_WITH_CONTENT = 1_024;
  private static final int LONGEST_TEXT = 16_000; // characters
  private static final long POLL_MILLIS = 100;
  private static final Duration STOP = Duration.ofSeconds(5);

  private final OtelSettings settings;
  private final CollectorConnection collector;
  private final String version;
  private final ExportLosses losses = new ExportLosses();
  private final BlockingQueue<CallRecord> queue;
  private final Thread thread = Thread.ofPlatform().daemon().name("otel").unstarted(this::run);
  private volatile boolean stopping;

  /// Starts the export. The SDK is loaded and connected with the first call.
  public static OtelExport start(
      OtelSettings settings, CollectorConnection collector, String version) {
    var export = new OtelExport(settings, collector, version);
    export.thread.start();
    return export;
  }

  private OtelExport(OtelSettings settings, CollectorConnection collector, String version) {
    this.collector = collector;
    this.settings = settings;
    this.version = version;
    this.queue = new ArrayBlockingQueue<>(settings.content() ? ROOM_WITH_CONTENT : ROOM);
  }

  /// Takes ended calls, or counts them as lost if too many wait.
  public void accept(List<EndedCall> calls) {
    for (var each : calls) {
      var call = each.record();
      var light =
          settings.content()
              ? call.texted(cut(call.question()), cut(call.answered()))
              : call.texted("", "");
      if (!queue.offer(light)) losses.calls(1);
    }
  }

  /// True if it exports questions and answers.
  public boolean texts() {
    return settings.content();
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) return text;
    boolean pair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, pair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }

  private void run() {
    try {
      var first = next();
      while (first == null && !stopping) first = next();
      if (first == null) return;
      var pipeline = new OtelPipeline(settings, collector, version, losses);
      pipeline.add(first);
      while (!stopping || !queue.isEmpty()) {
        var call = next();
        if (call != null) pipeline.add(call);
        losses.report(false);
      }
      pipeline.finish();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("OpenTelemetry has failed: nothing more is sent until a restart", e);
    }
  }

  private @Nullable CallRecord next() throws InterruptedException {
    return queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  ExportLosses losses() {
    return losses;
  }

  /// Sends the waiting calls, within a few seconds.
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(STOP)) LOG.warn("OpenTelemetry's collector was not waited for any longer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
