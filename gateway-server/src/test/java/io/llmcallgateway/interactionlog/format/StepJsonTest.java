package io.llmcallgateway.interactionlog.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.logging.Redactor;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StepJsonTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final long AT = Instant.parse("2026-11-22T05:05:22.123Z").toEpochMilli();
  private static final String HEAD =
      "{\"time\":\"2026-11-22T13:05:22.123+08:00\",\"kind\":\"LLM\",\"id\":\"a1b2c3d4\","
          + "\"call\":\"0199a2b3-c4d5-7e6f-8a9b-0c1da1b2c3d4\",";

  private List<String> told(CallStep... steps) {
    var format = new StepJson(SHANGHAI, new Redactor());
    var written = new WrittenLines();
    for (var step : steps) {
      format.write(written, step);
      if (step instanceof CallStep.Failed failed) format.writeError(written, failed);
    }
    return written.lines();
  }

  private JsonNode parsed(CallStep step) {
    return JsonMapper.shared().readTree(told(step).getLast());
  }

  @Test
  void each_step_is_one_object() {
    var limited = Failure.ofProvider(Failure.Kind.RATE_LIMITED, "openai", "slow \"down\"");
    var calls = List.of(new Answer.ToolCall("weather", Body.utf8("{\\\"a\\\":1}")));
    var answer =
        new Answer(
            Body.EMPTY,
            Body.utf8("你好\\n\\u4f60"),
            calls,
            "stop",
            Usage.ofSums(15, 45, 5, 0, 0, 6, 0));
    var lines =
        told(
            Steps.started(AT, Steps.REQUEST, "\"你好，请介绍一下自己\""),
            new CallStep.Sent(
                Steps.ID, AT, "openai", "gpt", "r-1", "", Body.utf8("{\"a\":\n[1,2]}")),
            Steps.answered(AT, Steps.RESPONSE),
            new CallStep.Retried(Steps.ID, AT, 250_000, limited, "azure"),
            Steps.completed(AT, answer),
            new CallStep.Failed(Steps.ID, AT, 512_000, limited, null),
            new CallStep.Cancelled(Steps.ID, AT, 700_000, Steps.answer("half", null)));
    assertThat(String.join("\n", lines).replace(HEAD, "") + '\n')
        .isEqualTo(
            """
            "step":"request_start","operation":"chat","model":"gpt-4o-mini","user":"你好，请介绍一下自己"}
            "step":"downstream_request","provider":"openai","model":"gpt","request_id":"r-1","request":{"a": [1,2]}}
            "step":"downstream_response","provider":"openai","http":200,"seconds":1.330,"response":{"id": "chatcmpl-xyz", "choices": [{"message": {"content": "你好！"}}]}}
            "step":"retry","origin":"provider","provider":"openai","http":429,"code":"rate_limit_exceeded","seconds":0.250,"message":"slow \\"down\\"","next_provider":"azure"}
            "step":"response_complete","status":"SUCCESS","seconds":1.335,"text":"你好\\n你","tool_calls":[{"name":"weather","arguments":"{\\"a\\":1}"}],"finish_reason":"stop","usage":{"input":15,"output":45,"total":60,"cached_input":5,"reasoning":6}}
            "step":"response_error","status":"ERROR","origin":"provider","provider":"openai","http":429,"code":"rate_limit_exceeded","seconds":0.512,"message":"slow \\"down\\""}
            {"time":"2026-11-22T13:05:22.123+08:00","level":"ERROR","id":"a1b2c3d4","call":"0199a2b3-c4d5-7e6f-8a9b-0c1da1b2c3d4","origin":"provider","provider":"openai","http":429,"code":"rate_limit_exceeded","seconds":0.512,"message":"slow \\"down\\""}
            "step":"request_cancelled","status":"CANCELLED","by":"client","seconds":0.700,"text":"half","finish_reason":"stop"}
            """);
    for (var line : lines) assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
  }

  @Test
  void a_body_that_is_not_json_is_a_string() {
    for (var body : List.of("<html>\n\"x\\\u001b</html>", "{\"cut\": ", "{} {}", "\u202E1")) {
      var request = parsed(Steps.sent(AT, body)).get("request");
      assertThat(request.isString()).isTrue();
    }
    assertThat(parsed(Steps.sent(AT, "a \"b\" \\ 中")).get("request").asString())
        .isEqualTo("a \"b\" \\ 中");
    assertThat(parsed(Steps.sent(AT, "")).has("request")).as("a body that is not kept").isFalse();
  }

  @Test
  void what_is_shortened_stays_json() {
    var body = "{\"v\":[1" + ",1".repeat(99) + "],\"image\":\"" + "QUJD".repeat(100) + "\"}";
    var request = parsed(Steps.sent(AT, body)).get("request");
    assertThat(request.get("v").get(4).asString()).isEqualTo("…(100 numbers)");
    assertThat(request.get("image").asString()).isEqualTo("QUJD".repeat(8) + "…(400 chars)");
  }

  @Test
  void a_deep_or_huge_body_costs_nothing_but_its_form() {
    var deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertThat(parsed(Steps.sent(AT, deep)).get("request").asString()).isEqualTo(deep);
    var huge = "\"" + "a ".repeat(1 << 20) + "\"";
    assertThat(parsed(Steps.sent(AT, huge)).get("request").asString()).endsWith(" bytes)");
  }

  @Test
  void escaped_user_text_means_what_it_meant() {
    var user =
        parsed(Steps.saying(AT, "a\\n\\\"q\\\" \\\\ \\ud83d\\ude00 \\ud83d \\u202e")).get("user");
    assertThat(user.asString()).isEqualTo("a\n\"q\" \\ 😀 \uFFFD \u202E");
    assertThat(told(Steps.saying(AT, "\\u202e")).getLast()).contains("\\u202e");
  }
}
