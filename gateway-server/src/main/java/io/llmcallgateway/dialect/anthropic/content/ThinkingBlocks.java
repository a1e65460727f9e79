package io.llmcallgateway.dialect.anthropic.content;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes `thinking` and `redacted_thinking` blocks. Their signatures carry those of
/// other vendors in a `SignatureEnvelope`, and the text that a client does not see.
public final class ThinkingBlocks {
  private ThinkingBlocks() {}

  /// Reads a `thinking` block.
  public static Part.Reasoning read(JsonNode block) {
    var signature = JsonNodes.text(block, "signature", "");
    var text = JsonNodes.text(block, "thinking", "");
    return new Part.Reasoning(
        text.isEmpty() ? SignatureEnvelope.wordsIn(signature) : text, signature(signature));
  }

  /// Returns the signature in a `signature` member, or null if the member only carries text.
  public static @Nullable Signature signature(String field) {
    if (field.isEmpty() || field.equals(SignatureEnvelope.UNSIGNED)) return null;
    var signature = SignatureEnvelope.open(field, Signature.ANTHROPIC, false);
    boolean wordsAlone =
        signature.data().equals(field) && !SignatureEnvelope.wordsIn(field).isEmpty();
    return wordsAlone ? null : signature;
  }

  /// Reads a `redacted_thinking` block.
  public static Part.Reasoning readRedacted(JsonNode block) {
    var data = JsonNodes.text(block, "data", "");
    return new Part.Reasoning("", SignatureEnvelope.open(data, Signature.ANTHROPIC, true));
  }

  /// Writes reasoning of an answer.
  ///
  /// @param shown true if the client wants to see the text
  public static ObjectNode write(Part.Reasoning reasoning, boolean shown) {
    var signature = reasoning.signature();
    if (signature != null && isRedacted(signature, reasoning.text().isEmpty())) {
      return redacted(signature);
    }
    return ContentBlocks.of("thinking")
        .put("thinking", shown ? reasoning.text() : "")
        .put(
            "signature",
            signature == null
                ? unsigned(shown ? "" : reasoning.text())
                : SignatureEnvelope.field(
                    signature, Signature.ANTHROPIC, shown ? "" : reasoning.text()));
  }

  /// Returns the `signature` of thinking without a signature.
  ///
  /// @param hidden the text that the client does not see, to come back with the next request
  public static String unsigned(String hidden) {
    return hidden.isEmpty() ? SignatureEnvelope.UNSIGNED : SignatureEnvelope.words(hidden);
  }

  /// True if thinking is written as `redacted_thinking`: Anthropic's own that is encrypted, or
  /// another vendor's that is encrypted and has no text.
  public static boolean isRedacted(Signature signature, boolean wordless) {
    return signature.encrypted() && (wordless || signature.family().equals(Signature.ANTHROPIC));
  }

  /// Writes a `redacted_thinking` block.
  public static ObjectNode redacted(Signature signature) {
    return ContentBlocks.of("redacted_thinking")
        .put("data", SignatureEnvelope.field(signature, Signature.ANTHROPIC));
  }
}
