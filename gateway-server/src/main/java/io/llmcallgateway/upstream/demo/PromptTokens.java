package io.llmcallgateway.upstream.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Tells what a prompt costs: its text's tokens and a few for each message and tool around it.
final class PromptTokens {
  private static final int PER_MESSAGE = 4;
  private static final int PER_PART_THAT_IS_NOT_TEXT = 85;
  private static final int REPLY_PRIMER = 3;

  private PromptTokens() {}

  static int ofChat(Asked asked, List<JsonNode> messages) {
    int count = REPLY_PRIMER;
    for (var message : messages) {
      count += PER_MESSAGE + Tokens.count(Asked.text(message));
      for (var part : message.path("content").values()) {
        if (!part.path("text").isString()) count += PER_PART_THAT_IS_NOT_TEXT;
      }
      for (var call : message.path("tool_calls").values()) {
        count += Tokens.count(call.path("function").toString());
      }
    }
    for (var tool : asked.body().path("tools").values()) {
      count += PER_MESSAGE + Tokens.count(tool.path("function").toString());
    }
    return count;
  }
}
