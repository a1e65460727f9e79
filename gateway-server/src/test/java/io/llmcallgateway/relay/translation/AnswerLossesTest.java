package io.llmcallgateway.relay.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.anthropic.AnthropicDialect;
import io.llmcallgateway.dialect.gemini.GeminiDialect;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What of an answer only its own dialect knows, and how a record tells it.
final class AnswerLossesTest {
  private static Extras extras(String dialect, String field) {
    return new Extras(dialect, Map.of(field, Json.MAPPER.readTree("\"值\"")));
  }

  private static ChatAnswer answer() {
    var block = (ObjectNode) Json.MAPPER.readTree("{\"executableCode\":{\"code\":\"1\"}}");
    var typed = (ObjectNode) Json.MAPPER.readTree("{\"type\":\"server_tool_use\"}");
    List<Part> parts =
        List.of(
            Part.Text.of("好"),
            new Part.Foreign("gemini", block),
            new Part.Foreign("anthropic", typed));
    var choice =
        new ChatAnswer.Choice(
            0, parts, Finish.of(FinishReason.STOP), null, extras("gemini", "avgLogprobs"));
    return new ChatAnswer(
        "", "m", 0, List.of(choice), null, null, extras("openai", "system_fingerprint"));
  }

  @Test
  void what_only_another_dialect_knows_is_a_loss() {
    assertThat(AnswerLosses.of(answer(), new AnthropicDialect()))
        .extracting(Losses.Loss::toString)
        .containsExactly(
            "system_fingerprint:only-openai",
            "choices[0].avgLogprobs:only-gemini",
            "choices[0].executableCode:only-gemini");
    assertThat(AnswerLosses.of(answer(), new GeminiDialect()))
        .extracting(Losses.Loss::toString)
        .containsExactly(
            "system_fingerprint:only-openai", "choices[0].server_tool_use:only-anthropic");
  }

  @Test
  void a_record_tells_them_after_those_of_the_request_and_the_header_does_not() {
    var losses = new Losses(false, "up/m");
    losses.add("seed", "unsupported");
    var one = List.of(new Losses.Loss("choices[0].logprobs", "unsupported"));
    assertThat(new LossReport(losses.all(), one).header()).isEqualTo("seed:unsupported");
    assertThat(new LossReport(losses.all(), one).text())
        .isEqualTo("seed:unsupported,answer.choices[0].logprobs:unsupported");
    var many =
        IntStream.range(0, 100)
            .mapToObj(i -> new Losses.Loss("choices[0].citations" + i, "unsupported"))
            .toList();
    var report = new LossReport(losses.all(), many);
    assertThat(report.text()).hasSizeLessThanOrEqualTo(1_024).matches(".*,\\+\\d+");
  }
}
