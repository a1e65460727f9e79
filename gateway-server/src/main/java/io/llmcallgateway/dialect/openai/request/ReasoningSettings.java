package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.TypedMembers;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads how much a request wants the model to reason, in any vendor's spelling: OpenAI's
/// `reasoning_effort`, OpenRouter's `reasoning`, Anthropic's and DeepSeek's `thinking`, Qwen's
/// `enable_thinking`.
final class ReasoningSettings {
  private @Nullable Mode mode;
  private @Nullable Effort effort;
  private @Nullable Long budget;
  private @Nullable Boolean shown;

  private ReasoningSettings() {}

  /// Returns the settings, or null if the request has none.
  static @Nullable ReasoningOptions read(JsonNode root) {
    var asked = new ReasoningSettings();
    asked.effort = effort("reasoning_effort", TypedMembers.text(root, "reasoning_effort"));
    if (root.path("reasoning") instanceof ObjectNode reasoning) asked.readObject(reasoning);
    if (root.path("thinking") instanceof ObjectNode thinking) asked.readThinking(thinking);
    asked.readSwitch(JsonNodes.flag(root, "enable_thinking"));
    var tokens = JsonNodes.whole(root, "thinking_budget");
    if (tokens != null) asked.budget = tokens;
    var included = JsonNodes.flag(root, "include_reasoning");
    if (included != null) asked.shown = included;
    return asked.options(ReasoningMembers.of(root));
  }

  private static @Nullable Effort effort(String path, @Nullable String text) {
    if (text == null) return null;
    var effort = Effort.of(text.toLowerCase(Locale.ROOT));
    if (effort == null) {
      // Groq's `default` leaves it to the model.
      if (text.equals("default") || text.equals("auto")) return null;
      throw TypedMembers.value(path, "Invalid value for '" + path + "': '" + text + "'.");
    }
    return effort;
  }

  private void readObject(ObjectNode reasoning) {
    var asked = effort("reasoning.effort", JsonNodes.text(reasoning, "effort"));
    if (asked != null) effort = asked;
    var tokens = JsonNodes.whole(reasoning, "max_tokens");
    if (tokens != null) budget = tokens;
    readSwitch(JsonNodes.flag(reasoning, "enabled"));
    if (Boolean.TRUE.equals(JsonNodes.flag(reasoning, "exclude"))) shown = false;
    var summary = JsonNodes.text(reasoning, "summary");
    if (summary != null) shown = true;
  }

  private void readThinking(ObjectNode thinking) {
    switch (JsonNodes.text(thinking, "type", "")) {
      case "enabled" -> mode = Mode.ON;
      case "disabled" -> mode = Mode.OFF;
      case "adaptive", "auto" -> mode = Mode.ADAPTIVE;
      default -> {}
    }
    var tokens = JsonNodes.whole(thinking, "budget_tokens");
    if (tokens != null) budget = tokens;
    var display = JsonNodes.text(thinking, "display");
    if (display != null) shown = !display.equals("omitted");
  }

  private void readSwitch(@Nullable Boolean on) {
    if (on != null) mode = on ? Mode.ON : Mode.OFF;
  }

  private @Nullable ReasoningOptions options(Extras words) {
    boolean off = mode == Mode.OFF || (mode == null && (effort == Effort.NONE || zero(budget)));
    if (off) return new ReasoningOptions(Mode.OFF, Effort.NONE, null, null, words);
    if (mode == null && effort == null && budget == null && shown == null) return null;
    var asked = mode;
    if (asked == null) asked = effort == null && budget == null ? Mode.ADAPTIVE : Mode.ON;
    return new ReasoningOptions(asked, effort, budget, shown, words);
  }

  private static boolean zero(@Nullable Long budget) {
    return budget != null && budget == 0;
  }
}
