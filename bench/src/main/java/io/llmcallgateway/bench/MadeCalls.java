package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.model.record.PayloadsState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A year of calls in the order in which they ended, the same ones each time: traffic that grew, so
/// that half of it is from the last six weeks. One thread.
final class MadeCalls {
  static final Instant END = Instant.parse("2026-11-01T12:00:00Z");
  static final int MODELS = 40;
  static final int PROVIDERS = 12;
  static final int KEYS = 20;
  static final int CUSTOMERS = 300;
  static final int SESSIONS = 20_000;
  static final int USERS = 3_000;
  static final List<String> CODES =
      List.of("rate_limit_exceeded", "timeout", "server_error", "context_length_exceeded", "quota");

  private static final Duration YEAR = Duration.ofDays(365);
  private static final List<String> TEAMS =
      List.of("search", "红队", "billing", "growth", "support", "客服", "data", "mobile");
  private static final List<String> ENVIRONMENTS = List.of("prod", "staging", "dev");
  private static final int RARE_WORD = 20_000; // one call in so many has a rare word

  private final SplittableRandom random = new SplittableRandom(20_261_101);
  private final Vocabulary vocabulary = new Vocabulary(random);
  private final int calls;
  private final Instant end;
  private int made;

  MadeCalls(int calls) {
    this(calls, END);
  }

  MadeCalls(int calls, Instant end) {
    this.calls = calls;
    this.end = end;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  static String model(int rank) {
    return "model-" + rank;
  }

  static String provider(int model) {
    return "provider-" + model % PROVIDERS;
  }

  static String key(int rank) {
    return "key-" + rank;
  }

  static String team(int rank) {
    return TEAMS.get(rank % TEAMS.size());
  }

  /// The trace of the call of a number, from 1.
  static String trace(int number) {
    return "4bf92f3577b34da6a3ce" + (100_000_000_000L + number);
  }

  boolean hasNext() {
    return made < calls;
  }

  EndedCall next() {
    double share = (made + 0.5) / calls;
    long startedAt =
        end.toEpochMilli() - (long) (YEAR.toMillis() * Math.pow(1 - share, 3)); // grows
    made++;
    int model = Vocabulary.rank(random, MODELS);
    boolean chinese = random.nextInt(5) < 2;
    boolean stream = random.nextInt(10) < 6;
    int fate = random.nextInt(100); // 4 of 100 fail, one is given up by its client
    var failure = fate < 4 ? failure(provider(model)) : null;
    var state =
        failure != null
            ? CallRecord.State.ERROR
            : fate == 4 ? CallRecord.State.CANCELLED : CallRecord.State.SUCCESS;
    var question = text(chinese, 60 + random.nextInt(300));
    var answer = failure == null ? text(chinese, 200 + random.nextInt(900)) : "";
    var id = CallId.next(() -> Instant.ofEpochMilli(startedAt), random);
    var request = request(model(model), stream, chinese, question);
    var reply = failure == null ? reply(id, model(model), answer) : error(failure);
    var record =
        record(id, startedAt, model, stream, state, failure, request, reply, question, answer);
    var bodies =
        List.of(
            new Payload(
                Payload.Kind.CLIENT_REQUEST, -1, "application/json", request.size(), request),
            new Payload(Payload.Kind.CLIENT_ANSWER, -1, "application/json", reply.size(), reply),
            new Payload(Payload.Kind.PROVIDER_REQUEST, 0, null, request.size(), request),
            new Payload(Payload.Kind.PROVIDER_ANSWER, 0, "application/json", reply.size(), reply));
    return new EndedCall(record.withPayloads(PayloadsState.KEPT), bodies, true);
  }

  private String text(boolean chinese, int length) {
    var text = vocabulary.text(random, chinese, chinese ? length / 3 : length);
    if (random.nextInt(RARE_WORD) != 0) return text;
    return Vocabulary.RARE.get(random.nextInt(Vocabulary.RARE.size())) + " " + text;
  }

  private Failure failure(String provider) {
    var code = CODES.get(Vocabulary.rank(random, CODES.size()));
    int status = code.startsWith("rate") || code.equals("quota") ? 429 : 500;
    return new Failure(
        status == 429 ? Failure.Kind.RATE_LIMITED : Failure.Kind.TIMEOUT,
        status,
        "the provider says " + code,
        Failure.Origin.PROVIDER,
        provider,
        "server_error",
        code,
        null,
        null,
        null,
        List.of());
  }

  private CallRecord record(
      CallId id,
      long startedAt,
      int model,
      boolean stream,
      CallRecord.State state,
      @Nullable Failure failure,
      Body request,
      Body reply,
      String question,
      String answer) {
    long micros = (long) (Math.exp(random.nextDouble() * 4) * 200_000);
    long input = request.size() / 4;
    long output = answer.length() / 4;
    var usage =
        new Usage(
            input - input / 3, input / 3, 0, 0, 0, output, random.nextInt(5) == 0 ? 50 : 0, 0);
    var cost =
        new Cost(
            Cost.State.PRICED,
            List.of(
                new Cost.Line(Cost.Bucket.INPUT, input, input * (150L + 40L * model)),
                new Cost.Line(Cost.Bucket.OUTPUT, output, output * (600L + 200L * model))),
            "made");
    int status = failure == null ? 200 : failure.status();
    var name = model(model);
    var attempt =
        new AttemptRecord(
            provider(model), name, "openai", 300, micros / 3, micros - 500, status, failure);
    return new CallRecord(
        id,
        startedAt,
        Operation.CHAT,
        model % 4 == 0 ? "anthropic" : "openai",
        stream,
        state,
        status,
        failure,
        new CallRecord.Models(name, name, provider(model), sent(name), name),
        model % 4 == 0 ? CallRecord.Lane.TRANSLATED : CallRecord.Lane.VERBATIM,
        List.of(attempt),
        "",
        failure == null ? "stop" : null,
        failure == null ? usage : null,
        false,
        failure == null ? cost : new Cost(Cost.State.UNUSED, List.of(), ""),
        new CallRecord.Timing(micros, stream ? micros / 3 : -1, micros - 100, micros - 600),
        new CallRecord.Sizes(request.size(), reply.size(), request.size(), reply.size()),
        client(),
        tags(),
        "c0ffee",
        question,
        answer);
  }

  /// A tenth goes out by a dated name.
  private String sent(String name) {
    return random.nextInt(10) == 0 ? name + "-2026-09-01" : name;
  }

  private CallRecord.Client client() {
    boolean known = random.nextBoolean();
    return new CallRecord.Client(
        key(Vocabulary.rank(random, KEYS)),
        "127.0.0.1",
        "openai-python/2.1",
        known ? "session-" + Vocabulary.rank(random, SESSIONS) : null,
        known ? "user-" + Vocabulary.rank(random, USERS) : null,
        trace(made),
        null,
        true,
        null);
  }

  private Map<String, String> tags() {
    var tags = new TreeMap<String, String>();
    tags.put("env", ENVIRONMENTS.get(Vocabulary.rank(random, ENVIRONMENTS.size())));
    tags.put("team", team(Vocabulary.rank(random, TEAMS.size())));
    if (random.nextInt(3) == 0) {
      tags.put("customer", "customer-" + Vocabulary.rank(random, CUSTOMERS));
    }
    return tags;
  }

  private Body request(String model, boolean stream, boolean chinese, String question) {
    var history = vocabulary.text(random, chinese, chinese ? 700 : 2_100);
    return Body.of(
        """
        {"model":"%s","stream":%s,"temperature":0.7,"max_tokens":1024,"messages":[\
        {"role":"system","content":"You are a helpful assistant. Answer in the user's language."},\
        {"role":"user","content":"%s"},{"role":"assistant","content":"%s"},\
        {"role":"user","content":"%s"}]}"""
            .formatted(
                model,
                stream,
                history.substring(0, history.length() / 2),
                history.substring(history.length() / 2),
                question)
            .getBytes(UTF_8));
  }

  private Body reply(CallId id, String model, String answer) {
    var reasoning = vocabulary.text(random, false, Math.max(200, 2_200 - answer.length()));
    return Body.of(
        """
        {"id":"chatcmpl-%s","object":"chat.completion","model":"%s","choices":[{"index":0,\
        "message":{"role":"assistant","content":"%s","reasoning_content":"%s"},\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":700,"completion_tokens":300,\
        "total_tokens":1000}}"""
            .formatted(id.text(), model, answer, reasoning)
            .getBytes(UTF_8));
  }

  private static Body error(Failure failure) {
    return Body.of(
        "{\"error\":{\"message\":\"%s\",\"code\":\"%s\"}}"
            .formatted(failure.message(), failure.code())
            .getBytes(UTF_8));
  }
}
