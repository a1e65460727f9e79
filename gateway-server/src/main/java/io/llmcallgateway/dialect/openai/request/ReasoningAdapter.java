package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Adapts the reasoning settings of a request: those that the target understands stay, another
/// vendor's members become the target's own.
final class ReasoningAdapter {
  private final byte[] bytes;
  private final ModelRules rules;
  private final ScannedValue request;
  private final List<ScannedValue.Member> given = new ArrayList<>(0);
  private final @Nullable ReasoningOptions asked;
  private final boolean readable;
  private final ReasoningMembers words;
  private final ObjectNode said = Json.MAPPER.createObjectNode();

  ReasoningAdapter(byte[] bytes, ModelRules rules, ScannedValue request) {
    this.bytes = bytes;
    this.rules = rules;
    this.request = request;
    this.words = new ReasoningMembers(rules);
    for (var member : request.members()) {
      if (!ReasoningMembers.has(member.name())) continue;
      given.add(member);
      var span = member.value().span();
      said.set(member.name(), Json.MAPPER.readTree(bytes, span.start(), span.length()));
    }
    ReasoningOptions read = null;
    boolean is = true;
    try {
      read = ReasoningSettings.read(said);
    } catch (GatewayException _) {
      is = false; // the vendor judges a word that only it knows
    }
    this.asked = read;
    this.readable = is;
  }

  /// True if the model reasons for certain and so rejects what reasoning models reject.
  boolean reasons() {
    return readable ? words.reason(asked) : words.reasonAlways();
  }

  /// True if a call may be forced: some models do not allow it while they reason.
  boolean mayForce() {
    if (!rules.forcedTools()) return false;
    if (rules.forcedWhileReasoning() || !rules.alwaysReasons()) return true;
    return asked != null && asked.mode() == Mode.OFF;
  }

  void fit(boolean forced, MemberEdits gone, BodyEdits edits, PendingLosses losses) {
    if (!readable) return;
    boolean understood = words.areUnderstood(said.properties());
    if (understood && !words.areTurnedOff(asked, forced)) return;
    var written = Json.MAPPER.createObjectNode();
    var told = new Losses(false, "");
    new ReasoningWriter(rules, told).write(asked, false, forced, written);
    for (var loss : told.all()) losses.add(loss.path(), loss.reason());
    for (var member : given) {
      if (written.has(member.name())) continue;
      gone.remove(member.name());
      if (written.isEmpty() && told.isEmpty()) losses.add(member.name(), "unsupported");
    }
    write(written, edits);
  }

  private void write(ObjectNode written, BodyEdits edits) {
    var added = new StringBuilder();
    for (var each : written.properties()) {
      var member = request.member(each.getKey());
      if (member == null) {
        added.append('"').append(each.getKey()).append("\":").append(each.getValue()).append(',');
        continue;
      }
      var span = member.value().span();
      var old = Json.MAPPER.readTree(bytes, span.start(), span.length());
      var value =
          ReasoningMembers.has(each.getKey()) ? each.getValue() : joined(each.getValue(), old);
      if (!old.equals(value)) edits.replace(span, value.toString());
    }
    if (!added.isEmpty()) edits.insert(request.span().start() + 1, added.toString());
  }

  /// Returns the written members together with those that the client gave, in an object that has
  /// other settings too.
  private static JsonNode joined(JsonNode written, JsonNode given) {
    if (!(given instanceof ObjectNode own)) return written;
    return Json.MAPPER.createObjectNode().setAll((ObjectNode) written).setAll(own);
  }
}
