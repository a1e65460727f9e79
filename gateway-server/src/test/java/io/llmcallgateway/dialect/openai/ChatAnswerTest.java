package io.llmcallgateway.dialect.openai;

import static io.llmcallgateway.dialect.openai.Kit.answer;
import static io.llmcallgateway.dialect.openai.Kit.asked;
import static io.llmcallgateway.dialect.openai.Kit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ChatAnswerTest {
  private static String message(String message, String finish) {
    return "{\"id\":\"c1\",\"created\":5,\"model\":\"m1\",\"choices\":[{\"index\":0,\"message\":"
        + message
        + ",\"finish_reason\":\""
        + finish
        + "\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13,\"prompt_tokens_details\":{\"cached_tokens\":3}}}";
  }

  private static JsonNode written(ChatAnswer answer) {
    return json(Kit.DIALECT.writeAnswer(answer, asked()).utf8());
  }

  private static ChatAnswer of(FinishReason reason, Part... parts) {
    var choice = new ChatAnswer.Choice(0, List.of(parts), Finish.of(reason), null, Extras.NONE);
    return new ChatAnswer("", "", 0, List.of(choice), null, null, Extras.NONE);
  }

  @Test
  void what_is_read_is_written_again() {
    var text =
        message(
            "{\"role\":\"assistant\",\"content\":\"你好\",\"refusal\":null,\"reasoning_content\":\"想\",\"audio\":{\"id\":\"a\"},"
                + "\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://a.cn\",\"title\":\"甲\",\"start_index\":0,\"end_index\":1}}],"
                + "\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"b\\\": 1.0}\"}}]}",
            "tool_calls");
    var answer = answer(text);
    assertThat(answer.usage()).isEqualTo(new Usage(6, 3, 0, 0, 0, 4, 0, 0));
    var before = json(text).at("/choices/0/message");
    var after = written(answer);
    assertThat(after.at("/choices/0/message")).isEqualTo(before);
    assertThat(after.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
    assertThat(after.at("/usage/total_tokens")).hasToString("13");
    assertThat(after.path("id").asString()).isEqualTo("c1");
  }

  @Test
  void reads_content_in_parts_tags_and_loose_calls() {
    var parts =
        answer(
            message(
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"想\"}]},{\"type\":\"text\",\"text\":\"答\"}]}",
                "stop"),
            Quirk.CONTENT_PARTS);
    assertThat(parts.choices().getFirst().parts())
        .containsExactly(new Part.Reasoning("想", null), Part.Text.of("答"));
    var tags =
        answer(message("{\"content\":\"<think>想</think>\\n\\n答\"}", "stop"), Quirk.THINK_TAGS);
    assertThat(tags.choices().getFirst().parts()).isEqualTo(parts.choices().getFirst().parts());
    var loose =
        answer(
            message(
                "{\"content\":null,\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"null\"}},{\"function\":{\"name\":\"f\"}}]}",
                "stop"));
    assertThat(loose.choices().getFirst().parts())
        .containsExactly(Part.ToolCall.of("", "f", "{}"), Part.ToolCall.of("", "f", "{}"));
    assertThat(loose.choices().getFirst().finish())
        .isEqualTo(new Finish(FinishReason.TOOL_CALLS, "stop", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "不是",
        "[]",
        "{}",
        "{\"error\":\"忙\"}",
        "{\"error\":{\"message\":\"忙\",\"code\":502},\"choices\":[]}",
        "{\"message\":\"忙\"}",
      })
  void what_is_no_answer_is_the_provider_s_error(String body) {
    var e = catchThrowableOfType(GatewayException.class, () -> answer(body));
    assertThat(e.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR);
    assertThat(e.failure().provider()).isEqualTo("acme");
  }

  @Test
  void a_refusal_finishes_as_a_stop_with_its_words() {
    var choice = written(of(FinishReason.REFUSAL, new Part.Refusal("不行"))).at("/choices/0");
    assertThat(choice.at("/message/refusal").asString()).isEqualTo("不行");
    assertThat(choice.at("/message/content").isNull()).isTrue();
    assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    var silent = written(of(FinishReason.REFUSAL)).at("/choices/0");
    assertThat(silent.path("finish_reason").asString()).isEqualTo("content_filter");
    assertThat(silent.at("/message/content").asString()).isEmpty();
  }

  @Test
  void signatures_survive_a_client_that_keeps_only_ids() {
    var thought = new Part.Reasoning("想", new Signature(Signature.ANTHROPIC, false, "c2ln", null));
    var call =
        new Part.ToolCall(
            "call_1",
            "f",
            "{}",
            new Signature(Signature.GEMINI, false, "R0VN", null),
            null,
            Extras.NONE);
    var message = written(of(FinishReason.TOOL_CALLS, thought, call)).at("/choices/0/message");
    assertThat(message.at("/reasoning_details/0/format").asString())
        .isEqualTo("anthropic-claude-v1");
    assertThat(message.at("/tool_calls/0/extra_content/google/thought_signature").asString())
        .isEqualTo("R0VN");
    var id = message.at("/tool_calls/0/id").asString();
    var returned =
        Kit.chat(
            "{\"role\":\"user\",\"content\":\"问\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\""
                + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
            "");
    assertThat(returned.messages().get(1).parts()).containsExactly(thought, call);
  }

  @Test
  void a_client_of_functions_gets_a_function_call() {
    var asked =
        asked(
            "{\"model\":\"m\",\"functions\":[{\"name\":\"f\"}],\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    var answer = of(FinishReason.TOOL_CALLS, Part.ToolCall.of("a", "f", "{\"x\":1}"));
    var choice = json(Kit.DIALECT.writeAnswer(answer, asked).utf8()).at("/choices/0");
    assertThat(choice.at("/message/function_call"))
        .isEqualTo(json("{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}"));
    assertThat(choice.at("/message").has("tool_calls")).isFalse();
    assertThat(choice.path("finish_reason").asString()).isEqualTo("function_call");
  }
}
