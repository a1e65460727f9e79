package io.llmcallgateway.app;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.anthropic.AnthropicDialect;
import io.llmcallgateway.dialect.bedrock.BedrockDialect;
import io.llmcallgateway.dialect.cohere.CohereDialect;
import io.llmcallgateway.dialect.gemini.GeminiDialect;
import io.llmcallgateway.dialect.ollama.OllamaDialect;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.dialect.responses.ResponsesDialect;
import io.llmcallgateway.http.FrontDoors;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.relay.Dialects;
import io.llmcallgateway.relay.Relay;
import java.util.List;

/// Every wire format that the gateway speaks.
final class AllDialects implements Dialects {
  private final Dialect openAi = new OpenAiDialect();
  private final ResponsesDialect responses = new ResponsesDialect();
  private final Dialect anthropic = new AnthropicDialect();
  private final Dialect vertexAnthropic = AnthropicDialect.vertex();
  private final Dialect gemini = new GeminiDialect();
  private final Dialect vertexGemini = GeminiDialect.vertex();
  private final Dialect bedrock = new BedrockDialect();
  private final Dialect cohere = new CohereDialect();
  private final TargetDialect ollama = new OllamaDialect();

  Dialect openAi() {
    return openAi;
  }

  Dialect responses() {
    return responses;
  }

  Dialect anthropic() {
    return anthropic;
  }

  Dialect gemini() {
    return gemini;
  }

  Dialect bedrock() {
    return bedrock;
  }

  Dialect cohere() {
    return cohere;
  }

  @Override
  public TargetDialect of(Provider provider) {
    return switch (provider.dialect()) {
      case OPENAI -> openAi;
      case RESPONSES -> responses;
      case ANTHROPIC -> provider.isOnVertex() ? vertexAnthropic : anthropic;
      case GEMINI -> provider.isOnVertex() ? vertexGemini : gemini;
      case BEDROCK -> bedrock;
      case COHERE -> cohere;
      case OLLAMA -> ollama;
    };
  }

  List<Route> doors(Relay relay, ServerOptions options) {
    return new FrontDoors(relay, options)
        .openAi(openAi)
        .responses(responses)
        .anthropic(anthropic)
        .gemini(gemini)
        .bedrock(bedrock)
        .cohere(cohere)
        .routes();
  }
}
