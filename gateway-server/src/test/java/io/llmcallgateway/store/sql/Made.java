package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A call in the making.
final class Made {
  private static final Random RANDOM = new Random(3);

  private final Map<String, String> tags = new LinkedHashMap<>();
  private CallId id;
  private long startedAt;
  private String question = "question";
  private String model = "gpt-5";
  private @Nullable String provider = "openai";
  private @Nullable String sent;
  private @Nullable Failure failure;
  private boolean stream;
  private @Nullable String session;
  private @Nullable String user;
  private @Nullable String trace;
  private long micros = 1_000;
  private long nanos;
  private boolean payload;
  private @Nullable String answerId;
  private String key = "client";
  private String dialect = "openai";
  private Operation operation = Operation.CHAT;
  private @Nullable Usage usage = Usage.of(10, 5);
  private CallRecord.@Nullable State state;
  private @Nullable Cost cost;

  Made(CallId id, long startedAt) {
    this.id = id;
    this.startedAt = startedAt;
  }

  CallId callId() {
    return id;
  }

  Made id(CallId id) {
    this.id = id;
    return this;
  }

  Made at(Instant at) {
    startedAt = at.toEpochMilli();
    id = CallId.next(() -> at, RANDOM);
    return this;
  }

  Made question(String text) {
    question = text;
    return this;
  }

  Made model(String model, String provider) {
    this.model = model;
    this.provider = provider;
    return this;
  }

  Made sent(String model) {
    sent = model;
    return this;
  }

  /// Refused by the gateway before it was sent anywhere.
  Made unsent() {
    provider = null;
    state = CallRecord.State.REFUSED;
    return this;
  }

  Made key(String key) {
    this.key = key;
    return this;
  }

  Made dialect(String dialect) {
    this.dialect = dialect;
    return this;
  }

  Made operation(Operation operation) {
    this.operation = operation;
    return this;
  }

  Made usage(@Nullable Usage usage) {
    this.usage = usage;
    return this;
  }

  Made state(CallRecord.State state) {
    this.state = state;
    return this;
  }

  Made cost(Cost cost) {
    this.cost = cost;
    return this;
  }

  Made failed(String code, int status) {
    return failed(Failure.Kind.TIMEOUT, Failure.Origin.PROVIDER, code, status);
  }

  Made failed(Failure.Kind kind, Failure.Origin origin, String code, int status) {
    failure =
        new Failure(
            kind,
            status,
            "too much",
            origin,
            "openai",
            "server_error",
            code,
            null,
            null,
            null,
            List.of());
    return this;
  }

  Made tag(String name, String value) {
    tags.put(name, value);
    return this;
  }

  Made session(String session) {
    this.session = session;
    return this;
  }

  Made user(String user) {
    this.user = user;
    return this;
  }

  Made trace(String trace) {
    this.trace = trace;
    return this;
  }

  Made streamed() {
    stream = true;
    return this;
  }

  Made micros(long micros) {
    this.micros = micros;
    return this;
  }

  Made nanos(long nanos) {
    this.nanos = nanos;
    return this;
  }

  Made withPayload() {
    payload = true;
    return this;
  }

  /// Answered by a provider of the Responses API under that id.
  Made response(String id) {
    answerId = id;
    return this;
  }

  static List<EndedCall> all(Made... calls) {
    return Arrays.stream(calls).map(Made::ended).toList();
  }

  EndedCall ended() {
    var priced =
        cost != null
            ? cost
            : nanos == 0
                ? Cost.UNKNOWN
                : new Cost(
                    Cost.State.PRICED, List.of(new Cost.Line(Cost.Bucket.INPUT, 1, nanos)), "test");
    var failed = failure;
    var record =
        new CallRecord(
            id,
            startedAt,
            operation,
            answerId == null ? dialect : "responses",
            stream,
            ended(failed),
            failed == null ? 200 : failed.status(),
            failed,
            new CallRecord.Models(model, model, provider, sent(), null),
            CallRecord.Lane.VERBATIM,
            List.of(),
            "",
            "stop",
            usage,
            false,
            priced,
            new CallRecord.Timing(micros, micros / 2, micros, micros / 2),
            new CallRecord.Sizes(1, 2, 3, 4),
            new CallRecord.Client(key, "127.0.0.1", null, session, user, trace, null, true, null),
            tags,
            "c0ffee",
            question,
            "");
    if (answerId != null) {
      var answer = Body.utf8("{\"object\":\"response\",\"id\":\"" + answerId + "\",\"output\":[]}");
      var kind = Payload.Kind.CLIENT_ANSWER;
      return new EndedCall(
          record, List.of(new Payload(kind, -1, null, answer.size(), answer)), true);
    }
    if (!payload) return new EndedCall(record, List.of(), true);
    var bytes = new byte[900];
    RANDOM.nextBytes(bytes);
    var body = Body.of(bytes);
    return new EndedCall(
        record, List.of(new Payload(Payload.Kind.CLIENT_REQUEST, -1, null, 900, body)), true);
  }

  private CallRecord.State ended(@Nullable Failure failure) {
    if (state != null) return state;
    return failure == null ? CallRecord.State.SUCCESS : CallRecord.State.ERROR;
  }

  private @Nullable String sent() {
    if (provider == null) return null;
    return sent == null ? model : sent;
  }
}
