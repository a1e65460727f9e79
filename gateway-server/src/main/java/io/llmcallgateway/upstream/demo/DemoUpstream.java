package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.catalog.DemoModels;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.upstream.Upstream;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamReply.Head;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Answers as OpenAI would, from inside the process.
public final class DemoUpstream implements Upstream, AutoCloseable {
  private static final String RATE_HEADER = "x-demo-tokens-per-second";
  private static final double STORY_RATE = 30;
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /// Keeps sums with the clock's readings far from overflowing.
  private static final double LONGEST = TimeUnit.DAYS.toNanos(365);

  private final Ticker ticker;
  private final @Nullable DaemonTicker owned;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> random;

  public DemoUpstream() {
    owned = new DaemonTicker();
    ticker = owned;
    clock = Clock.systemUTC();
    random = ThreadLocalRandom::current;
  }

  DemoUpstream(Ticker ticker, InstantSource clock, RandomGenerator random) {
    this.owned = null;
    this.ticker = ticker;
    this.clock = clock;
    this.random = () -> random;
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, WakeSignal bell) {
    return new DemoReply(script(request), ticker, bell);
  }

  private Script script(UpstreamRequest request) {
    try {
      var asked = Asked.read(request.body().toByteArray());
      double rate = rate(request.headers().first(RATE_HEADER));
      if (!DemoModels.ALL.contains(asked.model())) throw Faults.notFound(asked.model());
      if (asked.model().equals(Faults.TIMEOUT)) return silence();
      var fault = Faults.of(asked.model());
      if (fault != null) throw fault;
      if (request.operation() == Operation.EMBEDDING) return embed(asked);
      return request.stream() ? stream(asked, request, rate) : plain(asked, request, rate);
    } catch (Refusal refusal) {
      return json(refusal.status, Faults.headers(refusal), refusal.body(), 0);
    }
  }

  /// Tokens per second; 0 where the client asked for all at once, negative where it did not ask.
  private static double rate(@Nullable String header) throws Refusal {
    if (header == null) return -1;
    try {
      double rate = Double.parseDouble(header.strip());
      if (rate >= 0 && Double.isFinite(rate)) return rate;
    } catch (NumberFormatException _) {
      // refused below
    }
    throw Refusal.badRequest(
        RATE_HEADER,
        "invalid_value",
        "The header " + RATE_HEADER + " must be a number of tokens per second, 0 for all at once.");
  }

  private static Script silence() {
    return new Script(new Head(200, Headers.NONE), Script.NEVER, Collections.emptyIterator(), 0);
  }

  private static Script embed(Asked asked) throws Refusal {
    if (asked.model().equals(Faults.STREAM) || asked.model().equals(Faults.CUT)) {
      throw Faults.midStream();
    }
    if (!asked.model().equals("embedding")) {
      throw Refusal.badRequest(
          "model",
          "unsupported_value",
          "The model `" + asked.model() + "` makes no embeddings; `embedding` does.");
    }
    return json(200, Headers.NONE, Embeddings.answer(asked), 0);
  }

  private Script plain(Asked asked, UpstreamRequest request, double rate) throws Refusal {
    var spoken = Speaker.answer(asked, request.operation(), random.get());
    if (asked.model().equals(Faults.STREAM)) throw Faults.midStream();
    var body = format(asked, request).plain(spoken);
    if (asked.model().equals(Faults.CUT)) body = body.substring(0, body.length() / 2);
    double wait = rate <= 0 ? 0 : Math.min(spoken.completionTokens() / rate * SECOND, LONGEST);
    return json(200, Headers.NONE, body, (long) wait);
  }

  private Script stream(Asked asked, UpstreamRequest request, double asksRate) throws Refusal {
    var spoken = Speaker.answer(asked, request.operation(), random.get());
    double rate = asksRate < 0 ? usualRate(asked.model()) : asksRate;
    double perToken =
        rate <= 0 ? 0 : Math.min(SECOND / rate, LONGEST / (spoken.completionTokens() + 1));
    var ending =
        switch (asked.model()) {
          case Faults.STREAM -> EventStream.Ending.FAILED;
          case Faults.CUT -> EventStream.Ending.CUT;
          default -> EventStream.Ending.FINISHED;
        };
    var events = new EventStream(format(asked, request), spoken, asked.includesUsage(), ending);
    return new Script(
        head(200, Headers.NONE, "text/event-stream; charset=utf-8"), 0, events, perToken);
  }

  /// A story is told; so are the tokens before a failure, which would never leave the gateway if
  /// they came together with it.
  private static double usualRate(String model) {
    return switch (model) {
      case "story", Faults.STREAM, Faults.CUT -> STORY_RATE;
      default -> 0;
    };
  }

  private Format format(Asked asked, UpstreamRequest request) {
    var id = Ids.next("", 29, random.get());
    long created = clock.instant().getEpochSecond();
    return request.operation() == Operation.CHAT
        ? Format.chat(id, created, asked.model())
        : Format.completion(id, created, asked.model());
  }

  private static Script json(int status, Headers headers, String body, long headAfter) {
    Iterator<Event> event = List.of(Event.of(body, 0)).iterator();
    return new Script(head(status, headers, "application/json"), headAfter, event, 0);
  }

  private static Head head(int status, Headers headers, String type) {
    return new Head(status, headers.with("content-type", type));
  }

  @Override
  public void close() {
    if (owned != null) owned.close();
  }
}
