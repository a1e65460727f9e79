package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.asked;
import static io.llmcallgateway.dialect.gemini.Kit.assembled;
import static io.llmcallgateway.dialect.gemini.Kit.encoded;
import static io.llmcallgateway.dialect.gemini.Kit.events;
import static io.llmcallgateway.dialect.gemini.Kit.json;
import static io.llmcallgateway.dialect.gemini.Kit.sse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.support.DecodingTap;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamsTest {
  private static final String ASKED =
      """
      {"contents": [{"parts": [{"text": "天气？"}]}]}
      """;
  private static final String ASKED_FOR_THOUGHTS =
      """
      {"contents": [{"parts": [{"text": "天气？"}]}],
       "generationConfig": {"thinkingConfig": {"includeThoughts": true}}}
      """;

  private static final String TEXT =
      sse(
          """
          {"candidates": [{"content": {"parts": [{"text": "先看云。", "thought": true}]}, \
          "index": 0}], "usageMetadata": {"promptTokenCount": 4, "totalTokenCount": 4}, \
          "modelVersion": "sky-3", "responseId": "r1"}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"text": "明天🌧"}], "role": "model"}, \
          "index": 0}], "usageMetadata": {"promptTokenCount": 4, "candidatesTokenCount": 2, \
          "thoughtsTokenCount": 5, "totalTokenCount": 11}, "modelVersion": "sky-3"}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"text": "，带伞。"}]}, "index": 0}]}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"text": "", "thoughtSignature": "c2ln"}]}, \
          "finishReason": "STOP", "index": 0}], "usageMetadata": {"promptTokenCount": 4, \
          "candidatesTokenCount": 6, "thoughtsTokenCount": 5, "totalTokenCount": 15}}\
          """);

  private static final String CALLS =
      sse(
          """
          {"candidates": [{"content": {"parts": [{"functionCall": {"id": "ab12", "name": "sky", \
          "args": {"city": "上海"}}, "thoughtSignature": "c2ln"}, {"functionCall": {"name": \
          "now"}}]}, "finishReason": "STOP", "index": 0}], "responseId": "r2"}\
          """);

  private static final String PARTIAL =
      sse(
          """
          {"candidates": [{"content": {"parts": [{"functionCall": {"name": "plan", \
          "willContinue": true}, "thoughtSignature": "c2ln"}]}}]}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"functionCall": {"partialArgs": [{"jsonPath": \
          "$.stops[0].city", "stringValue": "杭", "willContinue": true}], \
          "willContinue": true}}]}}]}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"functionCall": {"partialArgs": [{"jsonPath": \
          "$.stops[0].city", "stringValue": "州"}, {"jsonPath": "$.stops[1]['a b']", \
          "numberValue": 2.50}, {"jsonPath": "$.fast", "boolValue": true}, {"jsonPath": \
          "$.note", "nullValue": "NULL_VALUE"}], "willContinue": true}}]}}]}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"functionCall": {}}]}}]}\
          """,
          """
          {"candidates": [{"content": {"parts": [{"text": ""}]}, "finishReason": "STOP"}]}\
          """);

  @Test
  void tells_thoughts_text_signature_usage_and_one_finish() {
    assertThat(events(TEXT))
        .containsExactly(
            new ChatEvent.Started("r1", "sky-3", 0, Extras.NONE),
            new ChatEvent.Reasoning(0, "先看云。"),
            new ChatEvent.Used(Usage.of(4, 0)),
            new ChatEvent.Text(0, "明天🌧"),
            new ChatEvent.Used(new Usage(4, 0, 0, 0, 0, 2, 5, 0)),
            new ChatEvent.Text(0, "，带伞。"),
            new ChatEvent.Signed(0, new Signature(Signature.GEMINI, false, "c2ln", null)),
            new ChatEvent.Used(new Usage(4, 0, 0, 0, 0, 6, 5, 0)),
            new ChatEvent.Finished(0, new Finish(FinishReason.STOP, "STOP", null)));
  }

  @Test
  void a_call_comes_whole_and_makes_the_finish_one_of_tools() {
    var events = events(CALLS);

    assertThat(events)
        .startsWith(
            new ChatEvent.Started("r2", "", 0, Extras.NONE),
            new ChatEvent.CallStarted(
                0, 0, "ab12", "sky", new Signature(Signature.GEMINI, false, "c2ln", null)),
            new ChatEvent.CallArguments(0, 0, "{\"city\":\"上海\"}"),
            new ChatEvent.CallEnded(0, 0))
        .endsWith(
            new ChatEvent.CallArguments(0, 1, "{}"),
            new ChatEvent.CallEnded(0, 1),
            new ChatEvent.Finished(0, new Finish(FinishReason.TOOL_CALLS, "STOP", null)));
  }

  @Test
  void arguments_that_come_value_by_value_are_put_together() {
    var parts = assembled(events(PARTIAL)).choices().getFirst().parts();

    assertThat(parts)
        .singleElement()
        .isInstanceOfSatisfying(
            Part.ToolCall.class,
            call -> {
              assertThat(call.name()).isEqualTo("plan");
              assertThat(call.signature()).isNotNull();
              assertThat(call.arguments())
                  .isEqualTo(
                      "{\"stops\":[{\"city\":\"杭州\"},{\"a b\":2.50}],\"fast\":true,\"note\":null}");
            });
  }

  @Test
  void a_path_that_fits_nothing_costs_no_memory() {
    var stream =
        sse(
            """
            {"candidates": [{"content": {"parts": [{"functionCall": {"name": "plan", \
            "partialArgs": [{"jsonPath": "$.a[999999999]", "numberValue": 1}, {"jsonPath": \
            "$[", "boolValue": true}, {"jsonPath": "$.b", "stringValue": "可"}]}}]}, \
            "finishReason": "STOP"}]}\
            """);

    assertThat(events(stream))
        .contains(new ChatEvent.CallArguments(0, 0, "{\"a\":[],\"b\":\"可\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "calls", "partial"})
  void is_the_same_in_pieces_of_any_size(String kind) {
    var stream =
        switch (kind) {
          case "text" -> TEXT;
          case "calls" -> CALLS.replace("\"name\": \"now\"", "\"name\": \"now\", \"id\": \"x\"");
          default -> PARTIAL.replace("\"name\": \"plan\"", "\"name\": \"plan\", \"id\": \"p\"");
        };
    var whole = events(stream);

    for (int piece = 1; piece < 64; piece++) assertThat(events(stream, piece)).isEqualTo(whole);
    assertThat(events(stream.replace("\r\n", "\n"), 1)).isEqualTo(whole);
  }

  @Test
  void only_the_end_of_the_body_ends_a_stream_that_stops_twice() {
    var events =
        events(
            sse(
                """
                {"candidates": [{"content": {"parts": [{"executableCode": {"language": "PYTHON", \
                "code": "1+1"}}]}, "finishReason": "STOP"}]}\
                """,
                """
                {"candidates": [{"content": {"parts": [{"text": "二"}]}, "finishReason": \
                "MAX_TOKENS"}]}\
                """));

    assertThat(events).hasSize(4);
    assertThat(events.get(1)).isInstanceOf(ChatEvent.Block.class);
    assertThat(events.getLast())
        .isEqualTo(new ChatEvent.Finished(0, new Finish(FinishReason.LENGTH, "MAX_TOKENS", null)));
  }

  @Test
  void a_stream_without_a_finish_reason_is_not_whole() {
    var events = events(sse("{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"半\"}]}}]}"));

    assertThat(events).hasSize(2).noneMatch(ChatEvent.Finished.class::isInstance);
  }

  @Test
  void a_blocked_prompt_finishes_without_content() {
    var events = events(sse("{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}"));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("", "", 0, Extras.NONE),
            new ChatEvent.Finished(0, new Finish(FinishReason.CONTENT_FILTER, "SAFETY", null)));
  }

  @Test
  void an_error_among_the_events_is_raised() {
    assertThatThrownBy(
            () ->
                events(
                    sse(
                        """
                        {"error": {"code": 429, "message": "慢一点", "status": \
                        "RESOURCE_EXHAUSTED"}}\
                        """)))
        .isInstanceOfSatisfying(
            GatewayException.class,
            thrown -> {
              assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
              assertThat(thrown.failure().origin()).isEqualTo(Failure.Origin.PROVIDER);
            });
  }

  @Test
  void an_event_that_is_not_json_is_unreadable() {
    var frames = Kit.DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap("data: {\"candidates\": [\r\n\r\n".getBytes(UTF_8)));
    var decoder = Kit.DIALECT.decoder(Kit.target(ModelRules.UNKNOWN), CallIds.asTheyAre());

    assertThat(frames.next()).isTrue();
    assertThat(decoder.decode(frames, _ -> {})).isEqualTo(Decoded.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void an_error_that_stands_among_the_events_without_one_is_raised_too(int piece) {
    var stream =
        sse("{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"半\"}]}}]}")
            + """
            {
              "error": {
                "code": 503,
                "message": "模型过载",
                "status": "UNAVAILABLE"
              }
            }
            """;

    assertThatThrownBy(() -> events(stream, piece))
        .isInstanceOfSatisfying(
            GatewayException.class,
            thrown -> {
              assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
              assertThat(thrown.failure().message()).isEqualTo("模型过载");
            });
    assertThat(events(": wait\n\n\r\nretry: 5\n\n" + TEXT, piece)).isEqualTo(events(TEXT));
  }

  @Test
  void a_passing_stream_is_seen_with_its_finish() {
    var tap =
        new DecodingTap(
            Kit.DIALECT.decoder(Kit.target(ModelRules.UNKNOWN), CallIds.asTheyAre()), "p");
    var frames = Kit.DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap(TEXT.getBytes(UTF_8)));
    while (frames.next()) tap.see(frames);

    assertThat(tap.finished()).isTrue();
    assertThat(tap.answer().finishReason()).isEqualTo("stop");
    assertThat(tap.answer().text().utf8()).isEqualTo("明天🌧，带伞。");
  }

  @Test
  void writes_server_sent_events_that_read_back_the_same() {
    var written = encoded(asked(ASKED_FOR_THOUGHTS, true, "sse"), events(TEXT));

    assertThat(written).startsWith("data: {").endsWith("}\r\n\r\n");
    assertThat(assembled(events(written)).choices()).isEqualTo(assembled(events(TEXT)).choices());
    assertThat(assembled(events(written)).usage()).isEqualTo(assembled(events(TEXT)).usage());
    assertThat(encoded(asked(ASKED, true, "sse"), events(TEXT)))
        .doesNotContain("\"thought\":true")
        .contains("c2ln");
  }

  @Test
  void writes_an_array_for_those_who_did_not_ask_for_events() {
    var asked = asked(ASKED, true, "");
    var written = json(encoded(asked, events(CALLS)));

    assertThat(Kit.DIALECT.encoder(asked).contentType()).startsWith("application/json");
    assertThat(written.size()).isEqualTo(3);
    assertThat(written.at("/0/candidates/0/content/parts/0"))
        .isEqualTo(
            json(
                """
                {"functionCall": {"id": "ab12", "name": "sky", "args": {"city": "上海"}},
                 "thoughtSignature": "c2ln"}
                """));
    assertThat(written.at("/2/candidates/0/finishReason").asString()).isEqualTo("STOP");
    assertThat(written.at("/2/modelVersion").asString()).isEqualTo("target-model");
    assertThat(json(encoded(asked, List.of())).isArray()).isTrue();
  }

  @Test
  void calls_in_pieces_go_out_whole_even_when_they_interleave() {
    var written =
        json(
            encoded(
                asked(ASKED, true, ""),
                List.of(
                    new ChatEvent.Started("", "", 0, Extras.NONE),
                    new ChatEvent.CallStarted(0, 0, "a", "one", null),
                    new ChatEvent.CallStarted(0, 1, "b", "two", null),
                    new ChatEvent.CallArguments(0, 1, "{\"x\":"),
                    new ChatEvent.CallArguments(0, 0, ""),
                    new ChatEvent.CallArguments(0, 1, "\"雨\"}"),
                    new ChatEvent.CallEnded(0, 0),
                    new ChatEvent.CallEnded(0, 1),
                    new ChatEvent.Finished(0, Finish.of(FinishReason.TOOL_CALLS)),
                    new ChatEvent.Used(Usage.of(3, 4)))));

    assertThat(written.at("/0/candidates/0/content/parts/0/functionCall"))
        .isEqualTo(json("{\"id\": \"a\", \"name\": \"one\", \"args\": {}}"));
    assertThat(written.at("/1/candidates/0/content/parts/0/functionCall"))
        .isEqualTo(json("{\"id\": \"b\", \"name\": \"two\", \"args\": {\"x\": \"雨\"}}"));
    assertThat(written.at("/2/usageMetadata/totalTokenCount").asInt()).isEqualTo(7);
  }

  @Test
  void another_vendors_signed_reasoning_comes_back_with_the_call() {
    var signature = new Signature(Signature.ANTHROPIC, false, "sIg+/==", null);
    List<ChatEvent> stream =
        List.of(
            new ChatEvent.Started("m", "x", 0, Extras.NONE),
            new ChatEvent.Reasoning(0, "查"),
            new ChatEvent.Reasoning(0, "天气"),
            new ChatEvent.Signed(0, signature),
            new ChatEvent.CallStarted(0, 0, "t1", "sky", null),
            new ChatEvent.CallEnded(0, 0),
            new ChatEvent.Finished(0, Finish.of(FinishReason.TOOL_CALLS)));
    for (var asked : List.of(ASKED, ASKED_FOR_THOUGHTS)) {
      var history = new ArrayList<String>();
      for (var chunk : json(encoded(asked(asked, true, ""), stream))) {
        history.add(chunk.at("/candidates/0/content").toString());
      }
      var request = Kit.request("{\"contents\": [" + String.join(",", history) + "]}");

      assertThat(request.messages())
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message.parts())
                      .containsExactly(
                          new Part.Reasoning("查天气", signature),
                          Part.ToolCall.of("t1", "sky", "{}")));
    }
  }

  @Test
  void an_error_in_the_middle_is_told_with_and_without_an_event() {
    var failure = Failure.ofProvider(Failure.Kind.OVERLOADED, "google", "忙");
    var out = new ByteSink();
    Kit.DIALECT.encoder(asked(ASKED, true, "sse")).error(failure, out);
    var lines = new String(out.toByteArray(), UTF_8).split("\r\n", -1);

    assertThat(json(lines[0].substring("data: ".length())).at("/error/status").asString())
        .isEqualTo("UNAVAILABLE");
    assertThat(json(lines[2]).at("/error/code").asInt()).isEqualTo(503);
    out.clear();
    var array = Kit.DIALECT.encoder(asked(ASKED, true, ""));
    array.encode(new ChatEvent.Text(0, "半"), out);
    array.error(failure, out);
    assertThat(json(new String(out.toByteArray(), UTF_8)).at("/1/error/message").asString())
        .isEqualTo("忙");
  }
}
