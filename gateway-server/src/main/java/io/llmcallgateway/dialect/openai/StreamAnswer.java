package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A streamed answer put together from its chunks. Strings are kept JSON-escaped, as they came.
final class StreamAnswer {
  /// Beyond these a hostile stream gathers into the last one.
  private static final int MOST_CHOICES = 128;

  private static final int MOST_TOOL_CALLS = 256;

  private String id = "";
  private String model = "";
  private final List<Choice> choices = new ArrayList<>(1);
  private @Nullable Usage usage;
  private @Nullable String tier;

  /// One choice's message so far.
  static final class Choice {
    final Fragments text = new Fragments();
    final Fragments reasoning = new Fragments();
    final Fragments refusal = new Fragments();
    @Nullable String finishReason;
    private final List<ToolCall> toolCalls = new ArrayList<>(0);

    /// Whether nothing but reasoning has been said.
    boolean isEmpty() {
      return text.isEmpty() && refusal.isEmpty() && toolCalls.isEmpty();
    }

    ToolCall toolCall(int index) {
      int at = Math.clamp(index, 0, MOST_TOOL_CALLS - 1);
      while (toolCalls.size() <= at) toolCalls.add(new ToolCall());
      return toolCalls.get(at);
    }

    /// For vendors that send no index: the call that is being built, or the first.
    ToolCall latestToolCall() {
      return toolCall(Math.max(toolCalls.size() - 1, 0));
    }
  }

  /// One tool call so far.
  static final class ToolCall {
    final Fragments arguments = new Fragments();
    private String id = "";
    private String name = "";

    void id(String value) {
      if (!value.isEmpty()) id = value;
    }

    void name(String value) {
      if (!value.isEmpty()) name = value;
    }

    private boolean isEmpty() {
      return name.isEmpty() && arguments.isEmpty();
    }
  }

  void id(String value) {
    if (id.isEmpty()) id = value;
  }

  void model(String value) {
    if (model.isEmpty()) model = value;
  }

  /// As the latest chunk names it.
  void tier(String value) {
    if (!value.isEmpty()) tier = value;
  }

  /// Repeated usage replaces what was there: the last one holds.
  void usage(Usage value) {
    usage = value;
  }

  Choice choice(int index) {
    int at = Math.clamp(index, 0, MOST_CHOICES - 1);
    while (choices.size() <= at) choices.add(new Choice());
    return choices.get(at);
  }

  boolean hasChoices() {
    return !choices.isEmpty();
  }

  boolean finished() {
    if (choices.isEmpty()) return false;
    for (var choice : choices) if (choice.finishReason == null) return false;
    return true;
  }

  Answer answer() {
    var first = choice(0);
    var calls = new ArrayList<Answer.ToolCall>();
    for (var call : first.toolCalls) {
      if (!call.isEmpty()) calls.add(new Answer.ToolCall(call.name, call.arguments.body()));
    }
    var text = first.text.isEmpty() ? first.refusal : first.text;
    var counted = usage == null ? null : usage.served(tier);
    return new Answer(document().body(), text.body(), calls, first.finishReason, counted);
  }

  /// The answer as the plain call would have given it.
  private Fragments document() {
    var out = new Fragments();
    out.append("{\"id\":");
    appendString(out, id);
    out.append(",\"object\":\"chat.completion\",\"model\":");
    appendString(out, model);
    out.append(",\"choices\":[");
    for (int i = 0; i < choices.size(); i++) {
      if (i > 0) out.append(",");
      appendChoice(out, i, choices.get(i));
    }
    out.append("]");
    if (usage != null) {
      out.append(",\"usage\":{\"prompt_tokens\":" + usage.promptTokens());
      out.append(",\"completion_tokens\":" + usage.completionTokens());
      out.append(",\"total_tokens\":" + usage.total());
      if (usage.cacheRead() > 0) {
        out.append(",\"prompt_tokens_details\":{\"cached_tokens\":" + usage.cacheRead() + "}");
      }
      if (usage.reasoning() > 0) {
        out.append(
            ",\"completion_tokens_details\":{\"reasoning_tokens\":" + usage.reasoning() + "}");
      }
      out.append("}");
    }
    out.append("}");
    return out;
  }

  private static void appendChoice(Fragments out, int index, Choice choice) {
    out.append("{\"index\":" + index + ",\"message\":{\"role\":\"assistant\",\"content\":");
    appendEscaped(out, choice.text);
    if (!choice.reasoning.isEmpty()) {
      out.append(",\"reasoning_content\":");
      appendEscaped(out, choice.reasoning);
    }
    if (!choice.refusal.isEmpty()) {
      out.append(",\"refusal\":");
      appendEscaped(out, choice.refusal);
    }
    if (!choice.toolCalls.isEmpty()) appendToolCalls(out, choice.toolCalls);
    out.append("},\"finish_reason\":");
    if (choice.finishReason == null) out.append("null");
    else appendString(out, choice.finishReason);
    out.append("}");
  }

  private static void appendToolCalls(Fragments out, List<ToolCall> calls) {
    out.append(",\"tool_calls\":[");
    boolean first = true;
    for (var call : calls) {
      if (call.isEmpty()) continue;
      if (!first) out.append(",");
      first = false;
      out.append("{\"id\":");
      appendString(out, call.id);
      out.append(",\"type\":\"function\",\"function\":{\"name\":");
      appendString(out, call.name);
      out.append(",\"arguments\":\"");
      out.append(call.arguments);
      out.append("\"}}");
    }
    out.append("]");
  }

  private static void appendEscaped(Fragments out, Fragments text) {
    if (text.isEmpty()) {
      out.append("null");
      return;
    }
    out.append("\"");
    out.append(text);
    out.append("\"");
  }

  private static void appendString(Fragments out, String text) {
    var literal = Json.string(text);
    out.append(literal, 0, literal.length);
  }
}
