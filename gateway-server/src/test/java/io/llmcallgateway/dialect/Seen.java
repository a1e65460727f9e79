package io.llmcallgateway.dialect;

import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a request or an answer says, aspect by aspect, in words that can be compared.
final class Seen {
  private Seen() {}

  static Map<String, Object> of(ChatRequest request) {
    var seen = new TreeMap<String, Object>();
    seen.put("model", request.model());
    seen.put("messages", messages(request.messages()));
    var names = request.messages().stream().map(Message::name).filter(Objects::nonNull).toList();
    if (!names.isEmpty()) seen.put("messages.name", names);
    if (marks(request) > 0) seen.put("cache_control", marks(request));
    seen.put("tools", request.tools().stream().map(Seen::tool).toList());
    put(seen, "tool_choice", request.toolChoice());
    put(seen, "parallel_tool_calls", request.parallelToolCalls());
    put(seen, "max_tokens", request.maxTokens());
    put(seen, "temperature", request.sampling().temperature());
    put(seen, "top_p", request.sampling().topP());
    put(seen, "top_k", request.sampling().topK());
    put(seen, "frequency_penalty", request.sampling().frequencyPenalty());
    put(seen, "presence_penalty", request.sampling().presencePenalty());
    put(seen, "seed", request.sampling().seed());
    if (!request.stop().isEmpty()) seen.put("stop", request.stop());
    put(seen, "response_format", request.format());
    put(seen, "reasoning", reasoning(request.reasoning()));
    seen.put("stream", request.stream());
    put(seen, "user", request.user());
    if (!request.metadata().isEmpty()) seen.put("metadata", request.metadata());
    put(seen, "prompt_cache_key", request.cacheKey());
    put(seen, "verbosity", request.verbosity());
    return seen;
  }

  private static void put(Map<String, Object> seen, String name, @Nullable Object value) {
    if (value != null) seen.put(name, value);
  }

  private static @Nullable String reasoning(@Nullable ReasoningOptions options) {
    return options == null
        ? null
        : options.mode() + " " + options.effort() + " " + options.budget();
  }

  private static long marks(ChatRequest request) {
    return request.messages().stream()
        .flatMap(message -> message.parts().stream())
        .filter(part -> part instanceof Part.Text text && text.cache() != null)
        .count();
  }

  private static String tool(Tool tool) {
    return switch (tool) {
      case Tool.Function function ->
          function.name()
              + " "
              + function.description()
              + " "
              + function.schema()
              + (Boolean.TRUE.equals(function.strict()) ? " strict" : "");
      case Tool.Foreign foreign -> foreign.type() + " " + foreign.node();
    };
  }

  private static List<String> messages(List<Message> messages) {
    var all = new ArrayList<String>();
    for (var message : messages) {
      for (var part : message.parts()) {
        if (part instanceof Part.Text text && text.text().isEmpty()) continue;
        all.add(message.role() + " " + part(part));
      }
    }
    return all;
  }

  private static String part(Part part) {
    return switch (part) {
      case Part.Text text -> "says " + text.text();
      case Part.Refusal refusal -> "refuses " + refusal.text();
      case Part.Media media -> media.kind() + " " + media.mediaType() + " " + media.source();
      case Part.Reasoning reasoning -> "thinks " + reasoning.text() + " " + reasoning.signature();
      case Part.ToolCall call ->
          "calls " + call.id() + " " + call.name() + " " + Json.MAPPER.readTree(call.arguments());
      case Part.ToolResult result ->
          "got "
              + result.callId()
              + (result.error() ? " failed " : " ")
              + result.content().stream().map(Seen::part).toList();
      case Part.Foreign foreign -> "block " + foreign.node();
    };
  }

  static Map<String, Object> of(ChatAnswer answer) {
    var seen = new TreeMap<String, Object>();
    var choice = answer.choices().getFirst();
    seen.put("parts", choice.parts().stream().map(Seen::part).toList());
    seen.put("finish", Objects.requireNonNull(choice.finish()).reason());
    var usage = answer.usage();
    // A tier is the answer's, not its tokens'; some formats name one where none was told.
    put(
        seen,
        "usage",
        usage == null
            ? null
            : usage.billed(usage.searches(), usage.reportedNanos(), null).paidBy(null));
    return seen;
  }
}
