package io.llmcallgateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.DialectContract;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class GeminiContractTest extends DialectContract {
  GeminiContractTest() {
    super(EdgeDialect.GEMINI);
  }

  @Override
  protected void requireArithmetic(JsonNode answer) {
    var usage = answer.path("usageMetadata");
    assertThat(usage.at("/promptTokenCount").asInt()).isEqualTo(125);
    assertThat(usage.at("/cachedContentTokenCount").asInt()).isEqualTo(20);
    assertThat(usage.at("/candidatesTokenCount").asInt()).isEqualTo(30);
    assertThat(usage.at("/thoughtsTokenCount").asInt()).isEqualTo(10);
    assertThat(usage.at("/totalTokenCount").asInt()).isEqualTo(165);
  }

  @Override
  protected Map<FinishReason, FinishReason> otherwise() {
    return Map.of(
        FinishReason.STOP_SEQUENCE, FinishReason.STOP,
        FinishReason.REFUSAL, FinishReason.CONTENT_FILTER,
        FinishReason.PAUSE, FinishReason.STOP);
  }

  @Override
  protected Map<Failure.Kind, Failure.Kind> alsoTold() {
    return Map.of();
  }
}
