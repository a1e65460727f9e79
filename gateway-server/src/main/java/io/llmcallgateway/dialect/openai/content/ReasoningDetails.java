package io.llmcallgateway.dialect.openai.content;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes OpenRouter's `reasoning_details`, the one way in which chat completions carry
/// signed reasoning: entries of type `reasoning.text`, `reasoning.summary` and
/// `reasoning.encrypted`, whose `format` names the signer.
public final class ReasoningDetails {
  private static final String CLAUDE = "anthropic-claude-v1";
  private static final String GEMINI = "google-gemini-v1";
  private static final String OPENAI = "openai-responses-v1";
  private static final String XAI = "xai-responses-v1";

  /// The gateway's own members of an entry: what of the turn came before it, for clients that send
  /// the entries back. The format itself has no order of reasoning, words and calls.
  private static final String CALLS = "calls_before";

  private static final String TEXT = "text_before";

  private ReasoningDetails() {}

  static String format(String family) {
    return switch (family) {
      case Signature.ANTHROPIC -> CLAUDE;
      case Signature.GEMINI -> GEMINI;
      case Signature.OPENAI -> OPENAI;
      case Signature.XAI -> XAI;
      default -> family;
    };
  }

  /// Returns the signer's family. OpenRouter gives Anthropic as the default.
  private static String family(@Nullable String format) {
    return switch (format) {
      case null -> Signature.ANTHROPIC;
      case CLAUDE -> Signature.ANTHROPIC;
      case GEMINI -> Signature.GEMINI;
      case OPENAI -> Signature.OPENAI;
      case XAI -> Signature.XAI;
      default -> format;
    };
  }

  /// Returns the text of an entry, empty if it has none.
  public static String text(JsonNode entry) {
    var text = JsonNodes.text(entry, "text");
    return text == null ? JsonNodes.text(entry, "summary", "") : text;
  }

  /// Returns the signature or the encrypted content of an entry, or null.
  public static @Nullable Signature signature(JsonNode entry) {
    var data = JsonNodes.text(entry, "data");
    boolean encrypted = data != null;
    if (data == null) data = JsonNodes.text(entry, "signature");
    if (data == null || data.isEmpty()) return null;
    var family = family(JsonNodes.text(entry, "format"));
    var opened =
        SignatureEnvelope.open(data, family, encrypted && !family.equals(Signature.GEMINI));
    var id = JsonNodes.text(entry, "id");
    if (id == null || opened.id() != null) return opened;
    return new Signature(opened.family(), opened.encrypted(), opened.data(), id);
  }

  /// Returns the reasoning parts of whole details.
  ///
  /// @param otherwise the plain reasoning text, for an entry that has a signature only
  public static List<Part> read(JsonNode details, @Nullable String otherwise) {
    var parts = new ArrayList<Part>();
    var text = new StringBuilder();
    boolean anyText = false;
    for (var entry : details) anyText |= !text(entry).isEmpty();
    boolean lent = anyText || otherwise == null;
    for (var entry : details) {
      text.append(text(entry));
      var signature = signature(entry);
      if (signature == null) continue;
      boolean redacted = signature.encrypted() && signature.family().equals(Signature.ANTHROPIC);
      if (redacted && !text.isEmpty()) {
        parts.add(new Part.Reasoning(text.toString(), null));
        text.setLength(0);
      }
      if (!lent && !signature.encrypted()) {
        lent = true;
        text.append(otherwise);
      }
      parts.add(new Part.Reasoning(text.toString(), signature));
      text.setLength(0);
    }
    if (!text.isEmpty()) parts.add(new Part.Reasoning(text.toString(), null));
    else if (!lent && otherwise != null) parts.addFirst(new Part.Reasoning(otherwise, null));
    return parts;
  }

  /// A part and its place in the turn.
  ///
  /// @param calls the number of calls before it
  /// @param text the number of characters of the content before it
  public record Placed(Part.Reasoning part, int calls, int text) {}

  /// Returns the reasoning parts with their places, or none if an entry lacks its place or all came
  /// first.
  public static List<Placed> placed(JsonNode details) {
    var parts = new ArrayList<Placed>();
    boolean any = false;
    var text = new StringBuilder();
    for (var entry : details) {
      text.append(text(entry));
      var signature = signature(entry);
      if (signature == null) continue;
      int calls = entry.path(CALLS).asInt(0);
      int before = entry.path(TEXT).asInt(0);
      any |= calls > 0 || before > 0;
      parts.add(new Placed(new Part.Reasoning(text.toString(), signature), calls, before));
      text.setLength(0);
    }
    if (!any || !text.isEmpty()) return List.of();
    return parts;
  }

  /// Writes the place into the entries that were added last.
  public static void place(ArrayNode details, int from, int calls, int text) {
    for (int i = from; i < details.size(); i++) {
      var entry = (ObjectNode) details.get(i);
      if (calls > 0) entry.put(CALLS, calls);
      if (text > 0) entry.put(TEXT, text);
    }
  }

  /// Appends the entries of one part; `index` counts the parts.
  public static void write(ArrayNode details, Part.Reasoning part, int index) {
    var signature = part.signature();
    if (signature == null) {
      details
          .addObject()
          .put("type", "reasoning.text")
          .put("text", part.text())
          .put("index", index);
      return;
    }
    boolean text = !part.text().isEmpty();
    if (signature.encrypted() && text) {
      var summary = details.addObject().put("type", "reasoning.summary");
      common(summary.put("summary", part.text()), signature, index);
    }
    if (signature.encrypted() || !text) {
      var entry = details.addObject().put("type", "reasoning.encrypted");
      common(entry.put("data", signature.data()), signature, index);
    } else {
      var entry = details.addObject().put("type", "reasoning.text").put("text", part.text());
      common(entry.put("signature", signature.data()), signature, index);
    }
  }

  private static void common(ObjectNode entry, Signature signature, int index) {
    if (signature.id() != null) entry.put("id", signature.id());
    entry.put("format", format(signature.family())).put("index", index);
  }

  /// Returns the entries of all reasoning of an answer or a message.
  public static ArrayNode of(List<Part.Reasoning> parts) {
    var details = Json.MAPPER.createArrayNode();
    for (int i = 0; i < parts.size(); i++) write(details, parts.get(i), i);
    return details;
  }
}
