package io.llmcallgateway.dialect.bedrock.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.Signature;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Signatures in Converse: of a reasoning's text as a string, of redacted reasoning as a blob whose
/// bytes are what Anthropic's own API sends as a string.
public final class SignatureCodec {
  private static final String NOVA = "nova";

  private SignatureCodec() {}

  /// The family of what a target of these rules signs.
  public static String familyOf(ModelRules rules) {
    return rules.reasoning() == ReasoningStyle.NOVA ? NOVA : Signature.ANTHROPIC;
  }

  /// True if the model is one of Claude's that think.
  static boolean isClaude(ModelRules rules) {
    return rules.reasoning() == ReasoningStyle.BUDGET
        || rules.reasoning() == ReasoningStyle.ADAPTIVE;
  }

  /// True if a target takes that signature back.
  public static boolean takes(ModelRules rules, Signature signature) {
    return switch (rules.reasoning()) {
      case BUDGET, ADAPTIVE, NOVA -> signature.family().equals(familyOf(rules));
      // Of a model nobody knows: what came from Bedrock goes back to it.
      case EFFORT -> rules.efforts().isEmpty() && signature.family().equals(Signature.ANTHROPIC);
      case NONE,
          GEMINI_BUDGET,
          GEMINI_LEVEL,
          SWITCH,
          ENABLE,
          TEMPLATE,
          OBJECT,
          OBJECT_SWITCH,
          PROMPT_MODE ->
          false;
    };
  }

  static Signature ofText(String signature, String family) {
    return new Signature(family, false, signature, null);
  }

  static Signature ofBlob(String base64, String family) {
    return new Signature(family, true, fromBlob(base64), null);
  }

  /// Each byte as a character, so that any blob comes back as it was.
  public static String fromBlob(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return base64; // not what Bedrock sends; kept as it is
    }
  }

  public static String toBlob(String data) {
    return Base64.getEncoder().encodeToString(data.getBytes(ISO_8859_1));
  }

  /// The signature for a client of this dialect.
  public static String forClient(Signature signature) {
    return SignatureEnvelope.field(signature, Signature.ANTHROPIC);
  }

  /// Reads a signature that a client of this dialect sent back.
  static @Nullable Signature fromClient(@Nullable String field, boolean encrypted) {
    if (field == null || field.isEmpty() || field.equals(SignatureEnvelope.UNSIGNED)) return null;
    return SignatureEnvelope.open(
        encrypted ? fromBlob(field) : field, Signature.ANTHROPIC, encrypted);
  }
}
