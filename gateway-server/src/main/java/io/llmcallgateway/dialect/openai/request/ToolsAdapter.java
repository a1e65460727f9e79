package io.llmcallgateway.dialect.openai.request;

import static tools.jackson.core.JsonToken.VALUE_TRUE;

import io.llmcallgateway.dialect.ToolNameRule;
import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adapts the tools of a request and the tool choice to their target.
final class ToolsAdapter {
  private static final Set<String> OF_TOOL = Set.of("type", "function", "custom", "cache_control");
  private static final Set<String> OF_FUNCTION =
      Set.of("name", "description", "parameters", "strict");

  private final ModelRules rules;
  private final BodyEdits edits;
  private final PendingLosses losses;
  private final @Nullable ScannedValue tools;
  private final @Nullable ScannedValue choice;
  private boolean strict;

  ToolsAdapter(ModelRules rules, BodyEdits edits, PendingLosses losses, ScannedValue request) {
    this.rules = rules;
    this.edits = edits;
    this.losses = losses;
    this.tools = request.get("tools");
    this.choice = request.get("tool_choice");
  }

  boolean any() {
    return tools != null && !tools.items().isEmpty();
  }

  /// True if a call is forced.
  boolean forced() {
    if (choice == null || !any()) return false;
    return choice.isObject() || List.of("required", "any").contains(choice.text());
  }

  /// True if byte ranges are enough.
  boolean fit(ReasoningAdapter reasoning, MemberEdits gone) {
    if (tools == null) return true;
    if (rules.splicesRequests() && any() && !rules.tools()) return false;
    if (isNone() && rules.has(Quirk.CHOICE_ANY)) {
      // See `ToolWriter.prepare`.
      for (var name : List.of("tools", "tool_choice", "parallel_tool_calls")) gone.remove(name);
      return true;
    }
    strict = maySetStrict(tools.items());
    for (int i = 0; i < tools.items().size(); i++) if (!fit(tools.items().get(i), i)) return false;
    return fitChoice(reasoning);
  }

  private boolean isNone() {
    return choice != null && "none".equals(choice.text());
  }

  private boolean fit(ScannedValue tool, int index) {
    var type = tool.text("type");
    if (type.equals("custom") && !rules.takes(Trait.CUSTOM_TOOLS)) return false;
    var gone = new MemberEdits(tool);
    PartsAdapter.dropMarks(tool, gone, rules, losses);
    var function = tool.get("function");
    boolean named = type.isEmpty() || type.equals("function");
    if (function != null && named && !fitFunction(tool, function, gone, index)) return false;
    gone.apply(edits);
    return true;
  }

  private boolean fitFunction(
      ScannedValue tool, ScannedValue function, MemberEdits gone, int index) {
    if (rules.splicesRequests() && !ToolNameRule.WORD_64.fits(function.text("name"))) return false;
    var inner = new MemberEdits(function);
    if (!strict && function.member("strict") != null) {
      inner.remove("strict");
      if (isStrict(function)) losses.add("tools.strict", "unsupported");
    }
    if (!rules.takes(Trait.OTHER_MEMBERS)) {
      dropOthers(tool, OF_TOOL, gone, index);
      dropOthers(function, OF_FUNCTION, inner, index);
    }
    inner.apply(edits);
    return true;
  }

  /// True if strict schemas may be set, by the same rule as in `ToolWriter`.
  private boolean maySetStrict(List<ScannedValue> all) {
    if (!rules.takes(Trait.STRICT_TOOLS)) return false;
    if (rules.takes(Trait.MIXED_STRICT_TOOLS)) return true;
    for (var tool : all) {
      var function = tool.get("function");
      if (function != null && !isStrict(function)) return false;
    }
    return true;
  }

  private static boolean isStrict(ScannedValue function) {
    var strict = function.get("strict");
    return strict != null && strict.token() == VALUE_TRUE;
  }

  private void dropOthers(ScannedValue object, Set<String> known, MemberEdits gone, int index) {
    for (var member : object.members()) {
      if (known.contains(member.name())) continue;
      gone.remove(member.name());
      if (member.value().isNull()) continue;
      losses.add("tools[" + index + "]." + member.name(), "unknown-to-target");
    }
  }

  private boolean fitChoice(ReasoningAdapter reasoning) {
    if (choice == null || !any()) return true;
    boolean function = choice.isString() || choice.text("type").equals("function");
    if (!function && !rules.takes(Trait.CUSTOM_TOOLS)) return false;
    if (!forced()) return true;
    if (!reasoning.mayForce()) {
      losses.changesMeaning("tool_choice", "cannot-be-forced");
      edits.replace(choice.span(), "\"auto\"");
    } else if ("required".equals(choice.text()) && rules.has(Quirk.CHOICE_ANY)) {
      edits.replace(choice.span(), "\"any\"");
    } else if ("any".equals(choice.text()) && !rules.has(Quirk.CHOICE_ANY)) {
      edits.replace(choice.span(), "\"required\"");
    }
    return true;
  }
}
