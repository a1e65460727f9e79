package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// Writes usage in OpenAI's sums.
public final class UsageWriter {
  private UsageWriter() {}

  public static ObjectNode write(Usage usage) {
    var node = Json.MAPPER.createObjectNode();
    node.put("prompt_tokens", usage.promptTokens());
    node.put("completion_tokens", usage.completionTokens());
    node.put("total_tokens", usage.total());
    var prompt = node.putObject("prompt_tokens_details");
    prompt.put("cached_tokens", usage.cacheRead());
    prompt.put("audio_tokens", usage.inputAudio());
    if (usage.cacheWrites() > 0) prompt.put("cache_write_tokens", usage.cacheWrites());
    var completion = node.putObject("completion_tokens_details");
    completion.put("reasoning_tokens", usage.reasoning());
    completion.put("audio_tokens", usage.outputAudio());
    return node;
  }
}
