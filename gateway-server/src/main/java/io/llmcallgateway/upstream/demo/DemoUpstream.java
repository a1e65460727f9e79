package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.catalog.DemoModels;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.upload.Upload;
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

/// The demo provider: answers in OpenAI's format from inside the process.
public final class DemoUpstream implements Upstream, AutoCloseable {
  private static final String RATE_HEADER = "x-demo-tokens-per-second";
  private static final String EVENTS = "text/event-stream; charset=utf-8";
  private static final double STORY_RATE = 30;
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /// The longest wait in nanoseconds, so that sums with clock readings do not overflow.
  private static final double LONGEST = TimeUnit.DAYS.toNanos(365);

  private final AlarmClock alarms;
  private final @Nullable SystemAlarmClock owned;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> random;

  public DemoUpstream() {
    owned = new SystemAlarmClock();
    alarms = owned;
    clock = Clock.systemUTC();
    random = ThreadLocalRandom::current;
  }

  DemoUpstream(AlarmClock alarms, InstantSource clock, RandomGenerator random) {
    this.owned = null;
    this.alarms = alarms;
    this.clock = clock;
    this.random = () -> random;
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, WakeSignal signal) {
    return new DemoReply(script(request), alarms, signal);
  }

  private ReplyScript script(UpstreamRequest request) {
    try {
      var form = request.upload();
      var parsed =
          form == null
              ? DemoRequest.read(request.body().toByteArray())
              : TranscriptionModel.read(form);
      double rate = rate(request.headers().first(RATE_HEADER));
      if (!DemoModels.ALL.contains(parsed.model())) throw ErrorModels.notFound(parsed.model());
      if (parsed.model().equals(ErrorModels.TIMEOUT)) return silence();
      var fault = ErrorModels.of(parsed.model());
      if (fault != null) throw fault;
      if (request.operation() == Operation.EMBEDDING) return embed(parsed);
      if (request.operation() == Operation.SPEECH) return speak(parsed, request.stream(), rate);
      if (form != null) return transcribe(parsed, form, request.stream(), rate);
      return request.stream() ? stream(parsed, request, rate) : plain(parsed, request, rate);
    } catch (ErrorReplyException refusal) {
      return json(refusal.status, ErrorModels.headers(refusal), refusal.body(), 0);
    }
  }

  /// Returns the tokens per second that the client asked for; 0 for all at once, negative if it did
  /// not ask.
  private static double rate(@Nullable String header) throws ErrorReplyException {
    if (header == null) return -1;
    try {
      double rate = Double.parseDouble(header.strip());
      if (rate >= 0 && Double.isFinite(rate)) return rate;
    } catch (NumberFormatException _) {
      // refused below
    }
    throw ErrorReplyException.badRequest(
        RATE_HEADER,
        "invalid_value",
        "The header " + RATE_HEADER + " must be a number of tokens per second, 0 for all at once.");
  }

  private static ReplyScript silence() {
    return new ReplyScript(
        new Head(200, Headers.NONE), ReplyScript.NEVER, Collections.emptyIterator(), 0);
  }

  private static ReplyScript embed(DemoRequest parsed) throws ErrorReplyException {
    if (parsed.model().equals(ErrorModels.STREAM) || parsed.model().equals(ErrorModels.CUT)) {
      throw ErrorModels.midStream();
    }
    if (!parsed.model().equals("embedding")) {
      throw ErrorReplyException.badRequest(
          "model",
          "unsupported_value",
          "The model `" + parsed.model() + "` makes no embeddings; `embedding` does.");
    }
    return json(200, Headers.NONE, EmbeddingModel.answer(parsed), 0);
  }

  private static ReplyScript speak(DemoRequest parsed, boolean stream, double rate)
      throws ErrorReplyException {
    require(parsed, "speech");
    var speech = SpeechModel.of(parsed);
    return stream ? paced(EVENTS, speech.events(), rate) : paced("audio/wav", speech.file(), rate);
  }

  private static ReplyScript transcribe(
      DemoRequest parsed, Upload form, boolean stream, double rate) throws ErrorReplyException {
    require(parsed, "transcription");
    var transcript = TranscriptionModel.of(form);
    if (stream) return paced(EVENTS, transcript.events(), rate);
    if (!parsed.body().path("response_format").asString("json").equals("text")) {
      return json(200, Headers.NONE, transcript.json(), 0);
    }
    return paced(
        "text/plain; charset=utf-8",
        List.of(BodyChunk.of(transcript.text() + "\n", 0)).iterator(),
        0);
  }

  private static void require(DemoRequest parsed, String model) throws ErrorReplyException {
    if (parsed.model().equals(model)) return;
    throw ErrorReplyException.badRequest(
        "model",
        "unsupported_value",
        "The model `" + parsed.model() + "` does not do this; `" + model + "` does.");
  }

  private static ReplyScript paced(String type, Iterator<BodyChunk> chunks, double rate) {
    double perToken = rate <= 0 ? 0 : Math.min(SECOND / rate, SECOND);
    return new ReplyScript(head(200, Headers.NONE, type), 0, chunks, perToken);
  }

  private ReplyScript plain(DemoRequest parsed, UpstreamRequest request, double rate)
      throws ErrorReplyException {
    var answer = ChatModels.answer(parsed, request.operation(), random.get());
    if (parsed.model().equals(ErrorModels.STREAM)) throw ErrorModels.midStream();
    var body = format(parsed, request).plain(answer);
    if (parsed.model().equals(ErrorModels.CUT)) body = body.substring(0, body.length() / 2);
    double wait = rate <= 0 ? 0 : Math.min(answer.completionTokens() / rate * SECOND, LONGEST);
    return json(200, Headers.NONE, body, (long) wait);
  }

  private ReplyScript stream(DemoRequest parsed, UpstreamRequest request, double requestedRate)
      throws ErrorReplyException {
    var answer = ChatModels.answer(parsed, request.operation(), random.get());
    double rate = requestedRate < 0 ? usualRate(parsed.model()) : requestedRate;
    double perToken =
        rate <= 0 ? 0 : Math.min(SECOND / rate, LONGEST / (answer.completionTokens() + 1));
    var ending =
        switch (parsed.model()) {
          case ErrorModels.STREAM -> StreamedAnswer.Ending.FAILED;
          case ErrorModels.CUT -> StreamedAnswer.Ending.CUT;
          default -> StreamedAnswer.Ending.FINISHED;
        };
    var chunks =
        new StreamedAnswer(format(parsed, request), answer, parsed.includesUsage(), ending);
    return new ReplyScript(head(200, Headers.NONE, EVENTS), 0, chunks, perToken);
  }

  /// Returns the default tokens per second. Stories are paced, and so are the tokens before an
  /// error, which would never leave the gateway if they came together with it.
  private static double usualRate(String model) {
    return switch (model) {
      case "story", ErrorModels.STREAM, ErrorModels.CUT -> STORY_RATE;
      default -> 0;
    };
  }

  private AnswerFormat format(DemoRequest parsed, UpstreamRequest request) {
    var id = RandomIds.next("", 29, random.get());
    long created = clock.instant().getEpochSecond();
    return request.operation() == Operation.CHAT
        ? AnswerFormat.chat(id, created, parsed.model())
        : AnswerFormat.completion(id, created, parsed.model());
  }

  private static ReplyScript json(int status, Headers headers, String body, long headAfter) {
    Iterator<BodyChunk> chunk = List.of(BodyChunk.of(body, 0)).iterator();
    return new ReplyScript(head(status, headers, "application/json"), headAfter, chunk, 0);
  }

  private static Head head(int status, Headers headers, String type) {
    return new Head(status, headers.with("content-type", type));
  }

  @Override
  public void close() {
    if (owned != null) owned.close();
  }
}
