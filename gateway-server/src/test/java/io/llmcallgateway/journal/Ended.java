package io.llmcallgateway.journal;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.model.record.PayloadsState;
import io.llmcallgateway.model.record.SideHeaders;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Ended calls for tests.
public final class Ended {
  private static final Random RANDOM = new Random(5);

  private Ended() {}

  public static EndedCall call(String question) {
    return call(question, true);
  }

  static EndedCall call(String question, boolean listed) {
    var request = Body.utf8("{\"messages\":\"" + question + "\"}");
    var answer = Body.utf8("{\"text\":\"好的：" + question + "\"}");
    return new EndedCall(
        record(CallId.next(InstantSource.system(), RANDOM), question),
        List.of(
            new Payload(
                Payload.Kind.CLIENT_REQUEST, -1, "application/json", request.size(), request),
            new Payload(Payload.Kind.CLIENT_ANSWER, -1, "application/json", answer.size(), answer),
            new Payload(Payload.Kind.PROVIDER_REQUEST, 0, null, request.size(), request),
            new Payload(Payload.Kind.PROVIDER_ANSWER, 0, null, 999, answer)),
        listed);
  }

  public static CallRecord record(CallId id, String question) {
    return new CallRecord(
        id,
        1_795_000_000_000L,
        Operation.CHAT,
        "openai",
        true,
        CallRecord.State.ERROR,
        502,
        Failure.ofProvider(Failure.Kind.STREAM_CUT, "deepseek", "截断: cut"),
        new CallRecord.Models("asked", "group", "deepseek", "sent", "returned"),
        CallRecord.Lane.TRANSLATED,
        List.of(
            new AttemptRecord(
                "openai",
                "gpt-5",
                "openai",
                5,
                -1,
                90,
                -1,
                Failure.of(Failure.Kind.TIMEOUT, "too late")),
            new AttemptRecord(
                "deepseek",
                "sent",
                "openai",
                120,
                900,
                4_000,
                200,
                null,
                new AttemptRecord.Phases(15, 300, 890, 1_000, 3_900),
                AttemptRecord.Reason.FALLBACK,
                true,
                new SideHeaders(
                    Headers.of("content-type", "application/json"),
                    Headers.of("x-request-id", "req-红")))),
        "seed:unsupported",
        "stop",
        new Usage(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1_000_000, "flex"),
        false,
        new Cost(
            Cost.State.PRICED,
            List.of(
                new Cost.Line(Cost.Bucket.INPUT, 1, 150, 150_000_000, "flex"),
                new Cost.Line(Cost.Bucket.REASONING, 7, 42_000)),
            "openai@2026-09-23",
            150_000_000),
        new CallRecord.Timing(5_000, 1_000, 4_800, 4_100),
        new CallRecord.Sizes(10, 20, 11, 21),
        new CallRecord.Client(
            "client",
            "127.0.0.1",
            "curl/8",
            "session-1",
            "x-session-id",
            "鲁迅",
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            false,
            "my-id"),
        Map.of("team", "红队", "env", "prod"),
        "abc123",
        question,
        "answer to " + question,
        List.of("search", "天气"),
        new CallId("01936f00-0000-7000-8000-00000000000a"),
        new SideHeaders(Headers.of("user-agent", "curl/8"), Headers.of("content-type", "text/红")),
        PayloadsState.KEPT);
  }
}
