package io.llmcallgateway.dialect.responses.content;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes reasoning items. A signature on a call (Gemini's) has no member of its own in
/// this API: it goes into a reasoning item before the call, marked by its id.
public final class ReasoningItems {
  private static final String FOR_CALL = "for_call";

  private ReasoningItems() {}

  /// Returns the family of a target's encrypted reasoning: its provider's own if that is a family,
  /// else OpenAI's.
  public static String family(TargetModel target) {
    return target.provider().equals(Signature.XAI) ? Signature.XAI : Signature.OPENAI;
  }

  /// Returns an item as reasoning.
  ///
  /// @param family the family of encrypted content that is none of the gateway's tokens
  public static Part.Reasoning reasoning(JsonNode item, String family) {
    var sealed = JsonNodes.text(item, "encrypted_content");
    var text = reasoningText(item);
    if (sealed == null || sealed.isEmpty() || sealed.equals(SignatureEnvelope.UNSIGNED)) {
      return new Part.Reasoning(text, null);
    }
    var opened = SignatureEnvelope.open(sealed, family, true);
    boolean own = opened.family().equals(family) && opened.data().equals(sealed);
    var id = JsonNodes.text(item, "id");
    var signature =
        own ? new Signature(family, true, sealed, id == null || id.isEmpty() ? null : id) : opened;
    return new Part.Reasoning(text, signature);
  }

  /// Returns the summary, or the reasoning itself if that is given instead (gpt-oss, DeepSeek).
  static String reasoningText(JsonNode item) {
    var summary = joined(item.path("summary"));
    return summary.isEmpty() ? joined(item.path("content")) : summary;
  }

  private static String joined(JsonNode parts) {
    var text = new StringBuilder();
    for (var part : parts) {
      var words = JsonNodes.text(part, "text", "");
      if (words.isEmpty()) continue;
      if (!text.isEmpty()) text.append("\n\n");
      text.append(words);
    }
    return text.toString();
  }

  /// Returns a reasoning item for a client.
  public static ObjectNode reasoningItem(String id, String text, @Nullable Signature signature) {
    var item = Json.MAPPER.createObjectNode();
    item.put("id", id);
    item.put("type", "reasoning");
    var summary = item.putArray("summary");
    if (!text.isEmpty()) summary.addObject().put("type", "summary_text").put("text", text);
    // Clients that keep their own history drop items without it.
    item.put(
        "encrypted_content",
        signature == null
            ? SignatureEnvelope.UNSIGNED
            : SignatureEnvelope.field(signature, Signature.OPENAI));
    return item;
  }

  /// Carries a signature by calls too, unless it is OpenAI's: other vendors refuse a turn that
  /// lacks a part of it.
  public static void carry(@Nullable Signature signature, CarriedReasoning carried) {
    if (signature == null || signature.family().equals(Signature.OPENAI)) carried.forget();
    else carried.sign(signature);
  }

  public static Signature forCall(Signature signature) {
    return new Signature(signature.family(), signature.encrypted(), signature.data(), FOR_CALL);
  }

  public static boolean isForCall(Signature signature) {
    return FOR_CALL.equals(signature.id());
  }

  public static Signature ofCall(Signature signature) {
    return new Signature(signature.family(), signature.encrypted(), signature.data(), null);
  }
}
