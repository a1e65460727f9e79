package io.llmcallgateway.upstream.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Counts the tokens of a prompt: those of its texts and a few for each message and tool.
final class PromptTokenCounter {
  private static final int PER_MESSAGE = 4;
  private static final int PER_PART_THAT_IS_NOT_TEXT = 85;
  private static final int REPLY_PRIMER = 3;

  private PromptTokenCounter() {}

  static int ofChat(DemoRequest request, List<JsonNode> messages) {
    int count = REPLY_PRIMER;
    for (var message : messages) {
      count += PER_MESSAGE + TokenSplitter.count(DemoRequest.text(message));
      for (var part : message.path("content").values()) {
        if (!part.path("text").isString()) count += PER_PART_THAT_IS_NOT_TEXT;
      }
      for (var call : message.path("tool_calls").values()) {
        count += TokenSplitter.count(call.path("function").toString());
      }
    }
    for (var tool : request.body().path("tools").values()) {
      count += PER_MESSAGE + TokenSplitter.count(tool.path("function").toString());
    }
    return count;
  }
}
