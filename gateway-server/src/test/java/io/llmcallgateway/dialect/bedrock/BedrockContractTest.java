package io.llmcallgateway.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.DialectContract;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class BedrockContractTest extends DialectContract {
  BedrockContractTest() {
    super(EdgeDialect.BEDROCK);
  }

  @Override
  protected void requireArithmetic(JsonNode answer) {
    var usage = answer.path("usage");
    assertThat(usage.at("/inputTokens").asInt()).isEqualTo(100);
    assertThat(usage.at("/cacheReadInputTokens").asInt()).isEqualTo(20);
    assertThat(usage.at("/cacheWriteInputTokens").asInt()).isEqualTo(5);
    assertThat(usage.at("/outputTokens").asInt()).isEqualTo(40);
    assertThat(usage.at("/totalTokens").asInt()).isEqualTo(165);
  }

  @Override
  protected Map<FinishReason, FinishReason> otherwise() {
    return Map.of(
        FinishReason.REFUSAL, FinishReason.CONTENT_FILTER,
        FinishReason.PAUSE, FinishReason.STOP,
        FinishReason.OTHER, FinishReason.STOP);
  }

  @Override
  protected Map<Failure.Kind, Failure.Kind> alsoTold() {
    return Map.of(Failure.Kind.UNSUPPORTED, Failure.Kind.INVALID_REQUEST);
  }
}
