package io.llmcallgateway.dialect.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.DialectContract;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class CohereContractTest extends DialectContract {
  CohereContractTest() {
    super(EdgeDialect.COHERE);
  }

  @Override
  protected void requireArithmetic(JsonNode answer) {
    var usage = answer.path("usage");
    assertThat(usage.at("/tokens/input_tokens").asInt()).isEqualTo(125);
    assertThat(usage.at("/cached_tokens").asInt()).isEqualTo(20);
    assertThat(usage.at("/tokens/output_tokens").asInt()).isEqualTo(40);
    assertThat(usage.at("/billed_units/input_tokens").asInt()).isEqualTo(125);
  }

  @Override
  protected Map<FinishReason, FinishReason> otherwise() {
    return Map.of(
        FinishReason.CONTENT_FILTER, FinishReason.STOP,
        FinishReason.REFUSAL, FinishReason.STOP,
        FinishReason.PAUSE, FinishReason.STOP,
        FinishReason.MALFORMED_CALL, FinishReason.STOP,
        FinishReason.OTHER, FinishReason.STOP);
  }

  @Override
  protected Map<Failure.Kind, Failure.Kind> alsoTold() {
    return Map.of();
  }
}
