package io.llmcallgateway.dialect.gemini;

import tools.jackson.databind.JsonNode;

/// Searches that Google made for an answer, which it bills by the query
/// (https://ai.google.dev/gemini-api/docs/google-search).
final class Grounding {
  private Grounding() {}

  static long searches(JsonNode answer) {
    long searches = 0;
    for (var candidate : answer.path("candidates")) {
      searches += candidate.path("groundingMetadata").path("webSearchQueries").size();
    }
    return searches;
  }
}
