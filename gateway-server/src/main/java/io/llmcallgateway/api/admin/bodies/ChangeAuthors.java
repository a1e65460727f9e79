package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.api.admin.bodies.ChangeAuthor.Kind;
import io.llmcallgateway.catalog.ExplainedRule;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.outline.BodyChange;
import io.llmcallgateway.outline.BodyChange.Op;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out who made the differences between two bodies of a call: from the recorded losses, the
/// formats and the rules in force. What none of them tells is the gateway's without a name.
final class ChangeAuthors {
  /// Members that the gateway changes by itself, whatever the formats are.
  private static final Map<String, String> OWN =
      Map.of(
          "model", "routing",
          "stream_options", "usage",
          "stream_options.include_usage", "usage",
          "stream_options.include_cost", "cost");

  /// The reason of the loss that tells of marks that the gateway placed.
  private static final Loss PLACED_MARKS = new Loss("cache_control", "placed");

  /// The rules that name members, and those that limit one.
  private static final Set<String> NAMING = Set.of("rejected", "refuses");

  private static final Map<String, String> LIMITING =
      Map.of(
          "max_tokens", "max-output",
          "max_completion_tokens", "max-output",
          "max_output_tokens", "max-output",
          "temperature", "most-temperature");

  private final boolean answers;
  private final @Nullable String translation;
  private final boolean untouched;
  private final List<Loss> losses;
  private final List<ExplainedRule> rules;

  /// @param answers true for differences between answers, false between requests
  /// @param left the format of the left body
  /// @param right the format of the right body
  /// @param rules those of the target
  ChangeAuthors(
      CallRecord call, boolean answers, String left, String right, List<ExplainedRule> rules) {
    this.answers = answers;
    this.translation = left.equals(right) ? null : left + " → " + right;
    this.untouched = call.lane() == CallRecord.Lane.VERBATIM;
    this.losses = LossReport.named(call.losses());
    this.rules = rules;
  }

  ChangeAuthor of(BodyChange change) {
    var loss = loss(change);
    if (translation != null) {
      return new ChangeAuthor(Kind.TRANSLATION, translation, loss == null ? null : loss.reason());
    }
    var path = change.path();
    var own = OWN.get(path);
    if (own != null) return new ChangeAuthor(Kind.GATEWAY, own, null);
    if (isMark(path) && losses.contains(PLACED_MARKS)) {
      return new ChangeAuthor(Kind.GATEWAY, "cache-marks", PLACED_MARKS.reason());
    }
    if (loss == null) return new ChangeAuthor(Kind.GATEWAY, null, null);
    var rule = rule(loss);
    boolean ruled = rule != null || (untouched && !answers);
    return new ChangeAuthor(ruled ? Kind.RULE : Kind.GATEWAY, rule, loss.reason());
  }

  private static boolean isMark(String path) {
    return path.equals("cache_control") || path.endsWith(".cache_control");
  }

  /// Returns the recorded loss that a difference shows; null if none is surely it.
  private @Nullable Loss loss(BodyChange change) {
    Loss found = null;
    for (var each : losses) {
      boolean ofAnswer = each.path().startsWith("answer.");
      if (ofAnswer != answers) continue;
      var lost = ofAnswer ? each.path().substring("answer.".length()) : each.path();
      if (lost.equals(change.path())) return each;
      boolean gone = change.op() == Op.REMOVED || translation == null;
      if (gone && change.op() != Op.ADDED && isAt(lost, change.path())) found = each;
    }
    return found;
  }

  /// True if what was lost stands at the path of a difference. Losses may leave out the numbers of
  /// elements.
  private static boolean isAt(String lost, String path) {
    boolean numbered = lost.indexOf('[') >= 0;
    var place = numbered ? path : path.replaceAll("\\[\\d+]", "");
    return place.equals(lost) || place.startsWith(lost + ".") || place.startsWith(lost + "[");
  }

  private @Nullable String rule(Loss loss) {
    var member = loss.path().split("[.\\[]", 2)[0];
    var limit = loss.reason().startsWith("clamped-to-") ? LIMITING.get(loss.path()) : null;
    for (var rule : rules) {
      boolean names = NAMING.contains(rule.name()) && rule.values().contains(member);
      if (names || rule.name().equals(limit)) return rule.name() + " · " + rule.source();
    }
    return null;
  }
}
