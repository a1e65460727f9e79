package io.llmcallgateway.interactionlog.format;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Steps of calls as the relay hands them over.
public final class Steps {
  public static final CallId ID = new CallId("0199a2b3-c4d5-7e6f-8a9b-0c1da1b2c3d4");
  public static final String REQUEST =
      "{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\", \"content\":"
          + " \"你好，请介绍一下自己\"}]}";
  public static final String RESPONSE =
      "{\"id\": \"chatcmpl-xyz\", \"choices\": [{\"message\": {\"content\": \"你好！\"}}]}";

  private Steps() {}

  public static CallStep.Started started(long at, String request, @Nullable String literal) {
    return new CallStep.Started(
        ID,
        at,
        Operation.CHAT,
        "gpt-4o-mini",
        Body.utf8(request),
        literal == null ? null : span(request, literal),
        null);
  }

  /// Where `literal` stands in `text`, in bytes.
  public static Span span(String text, String literal) {
    int at = text.indexOf(literal);
    int start = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    return new Span(start, start + literal.getBytes(StandardCharsets.UTF_8).length);
  }

  /// A request whose user says what the escaped text says.
  public static CallStep.Started saying(long at, String escaped) {
    return started(at, "{\"content\":\"" + escaped + "\"}", '"' + escaped + '"');
  }

  public static CallStep.Sent sent(long at, String body) {
    return new CallStep.Sent(ID, at, "openai", "gpt-4o-mini", Body.utf8(body));
  }

  public static CallStep.Answered answered(long at, String body) {
    return new CallStep.Answered(ID, at, "openai", 200, 1_330_000, Body.utf8(body));
  }

  public static CallStep.Completed completed(long at, Answer answer) {
    return new CallStep.Completed(ID, at, 1_335_000, answer);
  }

  public static Answer answer(String escapedText, @Nullable Usage usage) {
    return new Answer(Body.EMPTY, Body.utf8(escapedText), List.of(), "stop", usage);
  }

  public static Usage usage(long input, long output) {
    return Usage.of(input, output);
  }
}
