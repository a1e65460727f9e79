package io.llmcallgateway.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes advice for clients that request a path that the gateway does not offer.
final class UnknownPathAdvice {
  private static final String USUAL = "See /docs for what there is.";

  private static final String OLLAMA =
      "This gateway does not speak Ollama's own API to clients: use its OpenAI-compatible base URL,"
          + " which ends in /v1.";

  private static final Map<String, String> ADVICE =
      Map.of(
          "/v1/responses/compact",
          "The gateway does not compact for a client. Codex compacts by itself where its provider"
              + " is configured under a name of its own (model_provider) rather than as OpenAI.",
          "/v1/alpha/search",
          "The gateway does not search the web for Codex: set web_search = \"disabled\" in its"
              + " config.toml, or give it a search tool by MCP.",
          "/api/tags",
          OLLAMA,
          "/api/chat",
          OLLAMA,
          "/api/generate",
          OLLAMA,
          "/api/show",
          OLLAMA);

  private UnknownPathAdvice() {}

  static boolean knows(String path) {
    return known(path) != null;
  }

  static String advice(String path) {
    var known = known(path);
    return known == null ? USUAL : known;
  }

  private static @Nullable String known(String path) {
    var known = ADVICE.get(path);
    return known == null && !path.startsWith("/v1") ? ADVICE.get("/v1" + path) : known;
  }
}
