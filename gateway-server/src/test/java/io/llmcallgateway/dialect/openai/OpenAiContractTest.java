package io.llmcallgateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.DialectContract;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class OpenAiContractTest extends DialectContract {
  OpenAiContractTest() {
    super(EdgeDialect.OPENAI);
  }

  @Override
  protected void requireArithmetic(JsonNode answer) {
    var usage = answer.path("usage");
    assertThat(usage.at("/prompt_tokens").asInt()).isEqualTo(125);
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(20);
    assertThat(usage.at("/completion_tokens").asInt()).isEqualTo(40);
    assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(10);
    assertThat(usage.at("/total_tokens").asInt()).isEqualTo(165);
  }

  @Override
  protected Map<FinishReason, FinishReason> otherwise() {
    return Map.of(
        FinishReason.STOP_SEQUENCE, FinishReason.STOP,
        FinishReason.REFUSAL, FinishReason.CONTENT_FILTER,
        FinishReason.PAUSE, FinishReason.STOP,
        FinishReason.MALFORMED_CALL, FinishReason.STOP,
        FinishReason.OTHER, FinishReason.STOP);
  }

  @Override
  protected Map<Failure.Kind, Failure.Kind> alsoTold() {
    return Map.of();
  }
}
