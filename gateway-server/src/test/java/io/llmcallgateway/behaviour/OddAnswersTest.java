package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.OpenAiLike.DONE;
import static io.llmcallgateway.testkit.OpenAiLike.content;
import static io.llmcallgateway.testkit.OpenAiLike.finish;
import static io.llmcallgateway.testkit.OpenAiLike.role;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests failures that look like a success, and answers in another form than was asked for.
@ExtendWith(LeakCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OddAnswersTest {
  private static final String EVENTS = "Content-Type: text/event-stream";
  private ScriptedUpstream a;
  private ScriptedUpstream b;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    a = ScriptedUpstream.start();
    b = ScriptedUpstream.start();
    gateway =
        new RunningGateway.Setup()
            .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
            .yaml(
                """
                providers:
                  chat: { dialect: openai, base-url: "%1$s", api-key: "k" }
                  claude: { dialect: anthropic, base-url: "%1$s", api-key: "k" }
                  google: { dialect: gemini, base-url: "%1$s", api-key: "k" }
                  b: { dialect: openai, base-url: "%2$s", api-key: "k" }
                models:
                  chat-b: { targets: [ { model: chat/m1 }, { model: b/m2 } ] }
                  claude-b: { targets: [ { model: claude/m1 }, { model: b/m2 } ] }
                  google-b: { targets: [ { model: google/m1 }, { model: b/m2 } ] }
                rules:
                  - { provider: chat, model: streams-only, streaming: only }
                  - { provider: chat, model: plain-only, streaming: never }
                  - { provider: chat, model: no-tools, streaming: not-with-tools }
                """
                    .formatted(a.baseUrl(), b.baseUrl()))
            .start();
  }

  @BeforeEach
  void forget() {
    a.reset();
    b.reset();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    a.close();
    b.close();
  }

  private static String gemini(String finish, String parts) {
    return """
    {"candidates":[{"content":{"parts":[%s],"role":"model"},"finishReason":"%s","index":0}],\
    "usageMetadata":{"promptTokenCount":3,"totalTokenCount":3},"modelVersion":"m1"}\
    """
        .formatted(parts, finish);
  }

  private static Script geminiAnswer(boolean stream, String json) {
    return stream ? Scripts.stream("data: " + json + "\r\n\r\n") : Scripts.json(json);
  }

  static Stream<Arguments> failuresThatLookLikeAnswers() {
    var thought = "{\"text\":\"想\",\"thought\":true}";
    return Stream.of(
        Arguments.of("google-b", geminiAnswer(false, gemini("MALFORMED_FUNCTION_CALL", "")), false),
        Arguments.of("google-b", geminiAnswer(true, gemini("MALFORMED_FUNCTION_CALL", "")), true),
        Arguments.of("google-b", geminiAnswer(false, gemini("UNEXPECTED_TOOL_CALL", "")), false),
        Arguments.of("google-b", geminiAnswer(true, gemini("UNEXPECTED_TOOL_CALL", "")), true),
        Arguments.of("google-b", geminiAnswer(false, gemini("OTHER", "")), false),
        Arguments.of(
            "google-b", geminiAnswer(false, gemini("MALFORMED_FUNCTION_CALL", thought)), false),
        Arguments.of("chat-b", Scripts.json("{\"id\":\"x\",\"choices\":[]}"), false),
        Arguments.of(
            "chat-b", Scripts.stream("data: {\"id\":\"x\",\"choices\":[]}\n\n", DONE), true),
        Arguments.of(
            "chat-b",
            Scripts.stream(
                role("m1"), finish("m1", "function_call_filter: MALFORMED_FUNCTION_CALL"), DONE),
            true),
        Arguments.of("chat-b", Scripts.stream(role("m1"), finish("m1", "tool_calls"), DONE), true),
        Arguments.of(
            "chat-b",
            Scripts.json(
                "{\"choices\":null,\"base_resp\":{\"status_code\":1000,\"status_msg\":\"未知错误\"}}"),
            false),
        Arguments.of(
            "chat-b",
            Scripts.json(
                "{\"choices\":null,\"base_resp\":{\"status_code\":1000,\"status_msg\":\"未知错误\"}}"),
            true),
        Arguments.of(
            "chat-b",
            Scripts.stream(
                "data: {\"base_resp\":{\"status_code\":1002,\"status_msg\":\"limit\"}}\n\n"),
            true),
        Arguments.of("chat-b", Scripts.json("{\"code\":50501,\"message\":\"busy\"}"), false),
        Arguments.of(
            "claude-b",
            Scripts.json(
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}"),
            false));
  }

  @ParameterizedTest
  @MethodSource("failuresThatLookLikeAnswers")
  void a_failure_in_the_guise_of_an_answer_gives_way_to_the_next_target(
      String group, Script script, boolean stream) throws Exception {
    for (var door : new String[] {CHAT, "/v1/messages", "/v1/responses"}) {
      forget();
      a.next(script);
      var answer = gateway.post(door, request(door, group, stream));
      assertThat(answer.status()).as(door + answer.text()).isEqualTo(200);
      assertThat(answer.header("x-gateway-provider")).as(door).isEqualTo("b");
    }
  }

  private static String request(String door, String model, boolean stream) {
    return switch (door) {
      case CHAT -> stream ? Calls.stream(model) : Calls.chat(model);
      case "/v1/messages" ->
          """
          {"model":"%s","max_tokens":9,"stream":%b,"messages":[{"role":"user","content":"你好"}]}
          """
              .formatted(model, stream);
      default -> "{\"model\":\"%s\",\"stream\":%b,\"input\":\"你好\"}".formatted(model, stream);
    };
  }

  @Test
  void a_failure_in_the_guise_of_an_answer_is_a_typed_error_where_nothing_else_is_there()
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      a.next(geminiAnswer(stream, gemini("MALFORMED_FUNCTION_CALL", "")));
      var answer = gateway.post(CHAT, request(CHAT, "google/m1", stream));
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.error().path("message").asString()).contains("MALFORMED_FUNCTION_CALL");
    }
  }

  @Test
  void an_answer_that_may_be_empty_stays_one() throws Exception {
    a.next(
        Scripts.json(
            "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m1\",\"content\":[],"
                + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":0}}"));
    for (var door : List.of(CHAT, "/v1/messages")) {
      if (door.equals("/v1/messages")) {
        a.next(
            Scripts.json(
                "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m1\",\"content\":[],"
                    + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":0}}"));
      }
      assertThat(gateway.post(door, request(door, "claude-b", false)).header("x-gateway-provider"))
          .isEqualTo("claude");
    }
    for (var finish : List.of("MAX_TOKENS", "SAFETY", "STOP")) {
      for (boolean stream : new boolean[] {false, true}) {
        a.next(geminiAnswer(stream, gemini(finish, "")));
        var answer = gateway.post(CHAT, request(CHAT, "google-b", stream));
        assertThat(answer.header("x-gateway-provider")).as(finish).isEqualTo("google");
      }
    }
    assertThat(b.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, "/v1/messages", "/v1/responses"})
  void events_are_read_whatever_the_content_type_says(String door) throws Exception {
    var events = String.join("", OpenAiLike.chatStream("m1", true, "你好", "！"));
    for (var type : List.of(Scripts.JSON, "Content-Type: text/plain")) {
      a.next(Scripts.answer(200, events, type));
      var answer = gateway.post(door, request(door, "chat/m1", true));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.header("content-type")).startsWith("text/event-stream");
      assertThat(answer.text()).contains("你好").contains("！");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, "/v1/messages", "/v1/responses"})
  void a_whole_answer_is_told_as_the_stream_that_was_asked_for(String door) throws Exception {
    a.next(Scripts.json(OpenAiLike.chat("m1", "整个回答")));
    var answer = gateway.post(door, request(door, "chat/m1", true));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    assertThat(answer.text()).contains("整个回答");
    assertThat(answer.events().getLast())
        .contains(
            switch (door) {
              case CHAT -> "[DONE]";
              case "/v1/messages" -> "message_stop";
              default -> "response.completed";
            });
    assertThat(gateway.awaitCall("整个回答", "SUCCESS")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, "/v1/messages", "/v1/responses"})
  void events_in_the_place_of_a_plain_answer_are_put_together(String door) throws Exception {
    a.next(
        Scripts.answer(
            200, String.join("", OpenAiLike.chatStream("m1", true, "你好", "！", "再见")), EVENTS));
    var answer = gateway.post(door, request(door, "chat/m1", false));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.json().toString()).contains("你好！再见");
  }

  @Test
  void a_model_that_only_streams_is_streamed_and_put_together() throws Exception {
    for (var door : List.of(CHAT, "/v1/messages", "/v1/responses")) {
      var answer = gateway.post(door, request(door, "chat/streams-only", false));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().toString()).contains("你好！ I am an echo.");
      var sent = a.take().json();
      assertThat(sent.path("stream").asBoolean()).isTrue();
      assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
    }
  }

  @Test
  void a_model_that_cannot_stream_is_asked_plainly_and_told_as_a_stream() throws Exception {
    for (var model : List.of("chat/plain-only", "chat/no-tools")) {
      for (var door : List.of(CHAT, "/v1/messages")) {
        var name =
            door.equals(CHAT)
                ? "\"type\":\"function\",\"function\":{\"name\":\"t\"}"
                : "\"name\":\"t\",\"input_schema\":{\"type\":\"object\"}";
        var body = request(door, model, true).strip();
        var tools = body.substring(0, body.length() - 1) + ",\"tools\":[{" + name + "}]}";
        var answer = gateway.post(door, tools);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/event-stream");
        assertThat(answer.text()).contains("I am an echo.");
        assertThat(a.take().json().path("stream").asBoolean()).isFalse();
      }
    }
    gateway.post(CHAT, Calls.stream("chat/no-tools"));
    assertThat(a.take().json().path("stream").asBoolean()).as("without tools").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, "/v1/messages", "/v1/responses"})
  void an_event_that_is_not_json_is_dropped_and_noted(String door) throws Exception {
    for (var broken : List.of("data: not json\n\n", "data: {\"half\":\n\n", "data: 7\n\n")) {
      a.next(
          Scripts.stream(
              role("m1"),
              content("m1", "前"),
              broken,
              content("m1", "后"),
              finish("m1", "stop"),
              DONE));
      var answer = gateway.post(door, request(door, "chat/m1", true));
      assertThat(answer.text()).contains("前").contains("后").doesNotContain("not json");
      assertThat(answer.text()).doesNotContain("half").doesNotContain("\"error\":{");
    }
    Await.until("noted in the record", () -> latest().contains("answer.event:unreadable"));
  }

  /// The record of the call that ended last.
  private String latest() throws Exception {
    var calls = gateway.get("/admin/api/calls").json().path("calls");
    return gateway.get("/admin/api/calls/" + calls.path(0).path("id").asString("")).text();
  }

  static Stream<Arguments> noMoney() {
    return Stream.of(
        Arguments.of(429, "{\"error\":{\"code\":\"1113\",\"message\":\"余额不足或无可用资源包,请充值。\"}}"),
        Arguments.of(400, "{\"error\":{\"code\":\"Arrearage\",\"message\":\"Access denied.\"}}"),
        Arguments.of(402, "{\"error\":{\"message\":\"Insufficient Balance\"}}"),
        Arguments.of(
            200, "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}}"),
        Arguments.of(429, OpenAiLike.error("You exceeded", "insufficient_quota")));
  }

  @ParameterizedTest
  @MethodSource("noMoney")
  void without_money_the_next_target_is_tried_and_clients_do_not_retry(int status, String body)
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      for (var door : List.of(CHAT, "/v1/messages")) {
        forget();
        a.always(Scripts.json(status, body));
        var answer = gateway.post(door, request(door, "chat-b", stream));
        assertThat(answer.header("x-gateway-provider")).isEqualTo("b");
        assertThat(a.requests()).hasSize(1);
        var refused = gateway.post(door, request(door, "chat/m1", stream));
        assertThat(refused.status()).isEqualTo(door.equals(CHAT) ? 429 : 402);
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
        assertThat(refused.error().path("code").asString()).isEqualTo("insufficient_quota");
      }
    }
  }
}
