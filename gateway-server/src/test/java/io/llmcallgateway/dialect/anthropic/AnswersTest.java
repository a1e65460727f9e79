package io.llmcallgateway.dialect.anthropic;

import static io.llmcallgateway.dialect.anthropic.Kit.answer;
import static io.llmcallgateway.dialect.anthropic.Kit.asked;
import static io.llmcallgateway.dialect.anthropic.Kit.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final AnthropicDialect DIALECT = new AnthropicDialect();
  private static final String ASK =
      """
      {"model":"m","max_tokens":50,"messages":[{"role":"user","content":"你好"}]}\
      """;

  private static final String PLAIN =
      """
      {"id":"msg_9","type":"message","role":"assistant","model":"claude-x",
       "content":[{"type":"thinking","thinking":"嗯","signature":"c2ln"},
        {"type":"text","text":"晴天"},
        {"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"x"}},
        {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1.50}}],
       "stop_reason":"tool_use","stop_sequence":null,
       "usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":0,
        "output_tokens":20,"output_tokens_details":{"thinking_tokens":8},"service_tier":"standard"}}\
      """;

  @Test
  void a_plain_answer_is_read() {
    var read = answer(PLAIN);
    assertThat(read.usage()).isEqualTo(new Usage(10, 5, 0, 0, 0, 12, 8, 0).served("standard"));
    var choice = read.choices().getFirst();
    assertThat(choice.text()).isEqualTo("晴天");
    assertThat(choice.parts()).contains(Part.ToolCall.of("toolu_1", "f", "{\"a\":1.50}"));
    var finish = choice.finish();
    assertThat(finish == null ? null : finish.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void a_plain_answer_is_written_as_it_came() {
    var written = json(DIALECT.writeAnswer(answer(PLAIN), asked(ASK)));
    var sent = json(PLAIN);
    assertThat(written.path("content")).isEqualTo(sent.path("content"));
    assertThat(written.path("stop_reason")).isEqualTo(sent.path("stop_reason"));
    assertThat(written.path("id")).isEqualTo(sent.path("id"));
    var usage = written.path("usage");
    assertThat(usage.path("input_tokens").asLong()).isEqualTo(10);
    assertThat(usage.path("output_tokens").asLong()).isEqualTo(20);
    assertThat(usage.path("service_tier").asString()).isEqualTo("standard");
  }

  @Test
  void the_call_that_holds_to_a_schema_is_read_as_text() {
    var read =
        answer(
            """
            {"id":"msg_1","content":[{"type":"tool_use","id":"t","name":"llmcallgateway_json_answer","input":{"ok":true}}],
             "stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}\
            """);
    var choice = read.choices().getFirst();
    assertThat(choice.text()).isEqualTo("{\"ok\":true}");
    var finish = choice.finish();
    assertThat(finish == null ? null : finish.reason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void errors_are_read_for_what_they_are() {
    assertThat(
            read(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")
                .kind())
        .isEqualTo(Kind.CONTEXT_LENGTH);
    assertThat(
            read(400, "invalid_request_error", "Your credit balance is too low to go on.").kind())
        .isEqualTo(Kind.QUOTA_EXHAUSTED);
    assertThat(read(401, "authentication_error", "invalid x-api-key").kind())
        .isEqualTo(Kind.UPSTREAM_AUTH);
    assertThat(read(404, "not_found_error", "model: nope").kind()).isEqualTo(Kind.MODEL_NOT_FOUND);
    assertThat(read(529, "overloaded_error", "Overloaded").kind()).isEqualTo(Kind.OVERLOADED);
    var limited = read(429, "rate_limit_error", "Slow down.");
    assertThat(limited.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(12));
    var html = DIALECT.readError(502, Headers.NONE, Body.utf8("<html><b>Bad gateway</b>"), "p");
    assertThat(html.kind()).isEqualTo(Kind.UPSTREAM_ERROR);
  }

  private static Failure read(int status, String type, String message) {
    var body =
        "{\"type\":\"error\",\"error\":{\"type\":\""
            + type
            + "\",\"message\":\""
            + message
            + "\"},\"request_id\":\"req_1\"}";
    return DIALECT.readError(status, Headers.of("retry-after", "12"), Body.utf8(body), "p");
  }

  @Test
  void errors_are_written_in_anthropics_envelope() {
    var overloaded = Failure.ofProvider(Kind.OVERLOADED, "p", "Too much.");
    assertThat(DIALECT.status(overloaded)).isEqualTo(529);
    var error = json(DIALECT.writeError(overloaded));
    assertThat(error.path("type").asString()).isEqualTo("error");
    assertThat(error.path("error").path("type").asString()).isEqualTo("overloaded_error");
    assertThat(error.path("error").path("origin").asString()).isEqualTo("provider");

    var passed = json(DIALECT.writeError(read(404, "not_found_error", "model: nope")));
    assertThat(passed.path("request_id").asString()).isEqualTo("req_1");
  }

  @Test
  void a_context_that_is_too_long_is_told_in_the_words_that_agents_know() {
    var failure =
        Failure.of(
            Kind.CONTEXT_LENGTH,
            "This model's maximum context length is 128000 tokens. However, your messages resulted"
                + " in 130045 tokens.");
    assertThat(json(DIALECT.writeError(failure)).path("error").path("message").asString())
        .startsWith("prompt is too long: 130045 tokens > 128000 maximum");
  }
}
