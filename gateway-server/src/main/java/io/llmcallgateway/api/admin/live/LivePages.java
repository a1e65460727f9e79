package io.llmcallgateway.api.admin.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.api.admin.calls.CallDocuments;
import io.llmcallgateway.api.admin.calls.CallQueries;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.RunningCalls;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Serves the calls under way, and server-sent events that follow calls as they end.
public final class LivePages {
  private static final int MOST_RUNNING = 200;

  /// How often the number of running calls is looked at, and a stop of the gateway is noticed.
  private static final long LOOK_MILLIS = 1_000;

  private static final long BEAT_NANOS = 15_000_000_000L;

  private static final Headers UNCACHED =
      Headers.of("cache-control", "no-store")
          .with("x-accel-buffering", "no") // nginx would hold events back
          .with("x-content-type-options", "nosniff");

  private final CallFeed feed;
  private final RunningCalls running;
  private final StopNotice stop;
  private final Currency.Source currency;
  private final InstantSource clock;
  private final ZoneId zone;

  /// Tells whether the gateway is stopping.
  @FunctionalInterface
  public interface StopNotice {
    boolean given();
  }

  /// @param stop ends the events, so that they do not hold up a stop
  /// @param currency the currency in which costs are shown besides US dollars
  public LivePages(
      CallFeed feed,
      RunningCalls running,
      StopNotice stop,
      Currency.Source currency,
      InstantSource clock,
      ZoneId zone) {
    this.feed = feed;
    this.running = running;
    this.stop = stop;
    this.currency = currency;
    this.clock = clock;
    this.zone = zone;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/admin/api/calls/running", Route.Access.KEY, this::running),
        new Route("GET", "/admin/api/tail", Route.Access.KEY, this::tail));
  }

  private void running(HttpCall call) throws IOException {
    var document = Json.MAPPER.createObjectNode();
    document.put("count", running.count());
    var calls = document.putArray("calls");
    for (var each : running.newest(MOST_RUNNING)) write(each, calls.addObject());
    call.send(
        200, "application/json; charset=utf-8", Json.MAPPER.writeValueAsBytes(document), UNCACHED);
  }

  private static void write(CallRecord call, ObjectNode out) {
    var models = call.models();
    var client = call.client();
    out.put("id", call.id().text());
    out.put("time", Instant.ofEpochMilli(call.startedAt()).toString());
    out.put("operation", call.operation().text());
    out.put("dialect", call.dialect());
    out.put("stream", call.stream());
    out.put("model", models.asked());
    put(out, "provider", models.provider());
    put(out, "model_sent", models.sent());
    out.put("key", client.key());
    put(out, "session", client.session());
    put(out, "user", client.user());
    out.put("duration_ms", call.timing().total() / 1_000.0);
    put(out, "question", CallLine.beginning(call.question()));
  }

  private static void put(ObjectNode out, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) out.put(name, value);
  }

  private void tail(HttpCall call) throws IOException, InterruptedException {
    var query = CallQueries.of(call.parameters(), clock, zone);
    try (var follower = feed.follow(query, lastEvent(call));
        var out = call.stream("text/event-stream; charset=utf-8", UNCACHED)) {
      call.watchClient(follower::end);
      follow(follower, out);
    }
  }

  /// Returns the number of the last event that the client received; null if it is its first time.
  private static @Nullable Long lastEvent(HttpCall call) {
    var given = call.header("last-event-id");
    if (given == null || !given.matches("\\d{1,18}")) return null;
    return Long.valueOf(given);
  }

  private void follow(Follower follower, OutputStream out)
      throws IOException, InterruptedException {
    int told = -1;
    long lastWritten = System.nanoTime();
    while (!stop.given() && !follower.ended()) {
      int now = running.count();
      boolean changed = now != told;
      if (changed) event(out, "running", null, "{\"calls\":" + now + "}");
      told = now;
      boolean wrote = changed;
      long end = System.nanoTime() + LOOK_MILLIS * 1_000_000;
      for (long left = LOOK_MILLIS;
          left > 0 && !follower.ended();
          left = (end - System.nanoTime()) / 1_000_000) {
        if (wrote) out.flush();
        var news = follower.next(left);
        wrote = write(news, out);
        if (wrote) lastWritten = System.nanoTime();
      }
      if (wrote) out.flush();
      if (System.nanoTime() - lastWritten < BEAT_NANOS) continue;
      event(out, "beat", null, "{}");
      out.flush();
      lastWritten = System.nanoTime();
    }
  }

  /// Writes news. Returns false if there were none.
  private boolean write(Follower.News news, OutputStream out) throws IOException {
    long skipped = news.skipped();
    if (skipped != 0) {
      event(out, "skipped", null, skipped < 0 ? "{}" : "{\"calls\":" + skipped + "}");
    }
    var event = news.event();
    if (event != null) {
      var line = CallDocuments.line(event.line(), currency.current());
      event(out, "call", Long.toString(event.number()), new String(line, UTF_8));
    }
    return skipped != 0 || event != null;
  }

  private static void event(OutputStream out, String name, @Nullable String id, String data)
      throws IOException {
    var text = "event: " + name + "\n" + (id == null ? "" : "id: " + id + "\n");
    out.write((text + "data: " + data + "\n\n").getBytes(UTF_8));
  }
}
