package io.llmcallgateway.dialect.openai.stream;

import io.llmcallgateway.dialect.openai.answer.ChatCompletion;
import io.llmcallgateway.dialect.openai.answer.ToolCallTracker;
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
  private String tier = "";

  /// One choice's message so far.
  static final class Choice {
    final EscapedText text = new EscapedText();
    final EscapedText reasoning = new EscapedText();
    final EscapedText refusal = new EscapedText();
    @Nullable String finishReason;
    private @Nullable ToolCalls toolCalls;

    /// True if nothing but reasoning has come.
    boolean isEmpty() {
      return text.isEmpty() && refusal.isEmpty() && toolCalls == null;
    }

    ToolCalls toolCalls() {
      if (toolCalls == null) toolCalls = new ToolCalls();
      return toolCalls;
    }

    private List<ToolCall> said() {
      if (toolCalls == null) return List.of();
      return toolCalls.calls().stream().filter(call -> !call.isEmpty()).toList();
    }
  }

  /// One tool call so far.
  static final class ToolCall extends ToolCallTracker.TrackedCall {
    final EscapedText arguments = new EscapedText();

    ToolCall(int number) {
      super(number);
    }

    private boolean isEmpty() {
      return name().isEmpty() && arguments.isEmpty();
    }
  }

  /// The tool calls of a choice.
  static final class ToolCalls extends ToolCallTracker<ToolCall> {
    ToolCalls() {
      super(MOST_TOOL_CALLS);
    }

    @Override
    protected ToolCall begin(int number) {
      return new ToolCall(number);
    }

    @Override
    protected void end(ToolCall call) {} // nothing to finish
  }

  /// Takes the members of a chunk that concern the whole answer; the first id and model are kept.
  void take(ChatCompletion chunk) {
    if (id.isEmpty()) id = ChatCompletion.text(chunk.id());
    if (model.isEmpty()) model = ChatCompletion.text(chunk.model());
    var served = chunk.tier();
    if (served != null && served.hasText() && !served.isText(tier)) {
      tier = served.text(); // the latest chunk's
    }
  }

  /// Sets the usage, which replaces an earlier one.
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
    for (var call : first.said()) {
      calls.add(new Answer.ToolCall(call.name(), call.arguments.body()));
    }
    var text = first.text.isEmpty() ? first.refusal : first.text;
    var counted = usage == null ? null : usage.served(tier.isEmpty() ? null : tier);
    return new Answer(document().body(), text.body(), calls, first.finishReason, counted);
  }

  /// Returns the answer as a plain call would have got it.
  private EscapedText document() {
    var out = new EscapedText();
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

  private static void appendChoice(EscapedText out, int index, Choice choice) {
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
    if (choice.toolCalls != null) appendToolCalls(out, choice.said());
    out.append("},\"finish_reason\":");
    if (choice.finishReason == null) out.append("null");
    else appendString(out, choice.finishReason);
    out.append("}");
  }

  private static void appendToolCalls(EscapedText out, List<ToolCall> calls) {
    out.append(",\"tool_calls\":[");
    boolean first = true;
    for (var call : calls) {
      if (!first) out.append(",");
      first = false;
      out.append("{\"id\":");
      appendString(out, call.id());
      out.append(",\"type\":\"function\",\"function\":{\"name\":");
      appendString(out, call.name());
      out.append(",\"arguments\":\"");
      out.append(call.arguments);
      out.append("\"}}");
    }
    out.append("]");
  }

  private static void appendEscaped(EscapedText out, EscapedText text) {
    if (text.isEmpty()) {
      out.append("null");
      return;
    }
    out.append("\"");
    out.append(text);
    out.append("\"");
  }

  private static void appendString(EscapedText out, String text) {
    var literal = Json.string(text);
    out.append(literal, 0, literal.length);
  }
}
