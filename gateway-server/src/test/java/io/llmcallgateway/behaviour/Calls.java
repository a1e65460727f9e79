package io.llmcallgateway.behaviour;

import io.llmcallgateway.testkit.OpenAiLike;

/// Request bodies that several suites share.
final class Calls {
  static final String CHAT = "/v1/chat/completions";

  private Calls() {}

  static String chat(String model) {
    return chat(model, "你好，请介绍一下自己");
  }

  static String chat(String model, String text) {
    return "{\"model\":%s,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
        .formatted(OpenAiLike.quote(model), OpenAiLike.quote(text));
  }

  static String stream(String model) {
    return stream(model, "你好，请介绍一下自己");
  }

  static String stream(String model, String text) {
    return "{\"model\":%s,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
        .formatted(OpenAiLike.quote(model), OpenAiLike.quote(text));
  }
}
