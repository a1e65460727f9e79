package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members of a request that set how much a model reasons. Those that a target understands stay
/// as they are, both in requests that pass untouched and in requests that are written anew.
final class ReasoningMembers {
  private static final Set<String> MEMBERS =
      Set.of(
          "reasoning_effort",
          "reasoning",
          "include_reasoning",
          "thinking",
          "enable_thinking",
          "thinking_budget");

  private final ModelRules rules;

  ReasoningMembers(ModelRules rules) {
    this.rules = rules;
  }

  static boolean has(String name) {
    return MEMBERS.contains(name);
  }

  /// Returns the members of a request, in its order.
  static Extras of(JsonNode request) {
    var words = new LinkedHashMap<String, JsonNode>(2);
    for (var member : request.properties()) {
      boolean said = has(member.getKey()) && !member.getValue().isNull();
      if (said) words.put(member.getKey(), member.getValue());
    }
    return words.isEmpty() ? Extras.NONE : new Extras(CommonMembers.DIALECT, words);
  }

  /// True if the model reasons for certain and so rejects what reasoning models reject.
  boolean reason(@Nullable ReasoningOptions asked) {
    if (reasonAlways()) return true;
    if (asked == null) return rules.serving().reasonsUnasked();
    return asked.mode() != Mode.OFF && asked.mode() != Mode.UNSAID;
  }

  /// True if the model reasons whatever the request asks.
  boolean reasonAlways() {
    return rules.alwaysReasons() || rules.reasoning() == ReasoningStyle.NONE;
  }

  /// True if the target would refuse a forced call unless reasoning is turned off.
  boolean areTurnedOff(@Nullable ReasoningOptions asked, boolean forced) {
    if (!forced || rules.forcedWhileReasoning() || rules.alwaysReasons()) return false;
    return asked == null ? rules.reasoning() == ReasoningStyle.SWITCH : asked.mode() != Mode.OFF;
  }

  boolean areUnderstood(Iterable<Map.Entry<String, JsonNode>> words) {
    for (var word : words) {
      if (!isUnderstood(word.getKey(), word.getValue())) return false;
    }
    return true;
  }

  private boolean isUnderstood(String name, JsonNode value) {
    boolean effort = name.equals("reasoning_effort");
    return switch (rules.reasoning()) {
      case SWITCH -> name.equals("thinking") || (effort && isEffort(value));
      case TEMPLATE -> effort && !rules.efforts().isEmpty() && isKnown(value);
      case OBJECT_SWITCH -> name.equals("reasoning") || (effort && isEffort(value));
      case ENABLE -> name.equals("enable_thinking") || name.equals("thinking_budget");
      case PROMPT_MODE -> false;
      case EFFORT -> effort ? isKnown(value) : !isStrict();
      case OBJECT -> true;
      case NONE, BUDGET, ADAPTIVE, GEMINI_BUDGET, GEMINI_LEVEL, NOVA ->
          rules.takes(Trait.OTHER_MEMBERS);
    };
  }

  /// True if the value is an effort other than none, which may stand beside a switch; the vendor
  /// maps it to those that it knows.
  private boolean isEffort(JsonNode value) {
    return !rules.efforts().isEmpty() && !value.asString("").equals("none");
  }

  private boolean isKnown(JsonNode value) {
    var effort = Effort.of(value.asString("").toLowerCase(Locale.ROOT));
    return effort == null || rules.efforts().isEmpty() || rules.efforts().contains(effort);
  }

  private boolean isStrict() {
    return rules.splicesRequests() || !rules.takes(Trait.OTHER_MEMBERS);
  }
}
