package io.llmcallgateway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.DialectContract;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class AnthropicContractTest extends DialectContract {
  AnthropicContractTest() {
    super(EdgeDialect.ANTHROPIC);
  }

  @Override
  protected void requireArithmetic(JsonNode answer) {
    var usage = answer.path("usage");
    assertThat(usage.at("/input_tokens").asInt()).isEqualTo(100);
    assertThat(usage.at("/cache_read_input_tokens").asInt()).isEqualTo(20);
    assertThat(usage.at("/cache_creation_input_tokens").asInt()).isEqualTo(5);
    assertThat(usage.at("/output_tokens").asInt()).isEqualTo(40);
  }

  @Override
  protected Map<FinishReason, FinishReason> otherwise() {
    return Map.of(
        FinishReason.CONTENT_FILTER, FinishReason.REFUSAL,
        FinishReason.MALFORMED_CALL, FinishReason.STOP,
        FinishReason.OTHER, FinishReason.STOP);
  }

  @Override
  protected Map<Failure.Kind, Failure.Kind> alsoTold() {
    return Map.of();
  }
}
