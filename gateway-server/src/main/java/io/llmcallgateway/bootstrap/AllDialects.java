package io.llmcallgateway.bootstrap;

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
import io.llmcallgateway.http.ClientRoutes;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.relay.translation.Dialects;
import java.util.List;

/// Every wire format that the gateway speaks.
public final class AllDialects implements Dialects {
  private final Dialect openAi = new OpenAiDialect();
  private final ResponsesDialect responses = new ResponsesDialect();
  private final Dialect anthropic = new AnthropicDialect();
  private final Dialect vertexAnthropic = AnthropicDialect.vertex();
  private final Dialect gemini = new GeminiDialect();
  private final Dialect vertexGemini = GeminiDialect.vertex();
  private final Dialect bedrock = new BedrockDialect();
  private final Dialect cohere = new CohereDialect();
  private final TargetDialect ollama = new OllamaDialect();

  public Dialect openAi() {
    return openAi;
  }

  public Dialect responses() {
    return responses;
  }

  public Dialect anthropic() {
    return anthropic;
  }

  public Dialect gemini() {
    return gemini;
  }

  public Dialect bedrock() {
    return bedrock;
  }

  public Dialect cohere() {
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
    return new ClientRoutes(relay, options)
        .openAi(openAi)
        .responses(responses)
        .anthropic(anthropic)
        .gemini(gemini)
        .bedrock(bedrock)
        .cohere(cohere)
        .routes();
  }
}
