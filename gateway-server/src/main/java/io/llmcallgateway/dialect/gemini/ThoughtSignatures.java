package io.llmcallgateway.dialect.gemini;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcallgateway.dialect.SignatureEnvelope;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what stands in a part's `thoughtSignature`. The member is protobuf bytes: clients in Go,
/// Java and Python decode its base64 and encode it anew, so what is not Google's own goes in as
/// base64.
final class ThoughtSignatures {
  /// Google's documented stand-in for a call that its own model did not make:
  /// ai.google.dev/gemini-api/docs/thought-signatures.
  static final String UNCHECKED = "skip_thought_signature_validator";

  private ThoughtSignatures() {}

  static String field(Signature signature) {
    if (signature.family().equals(Signature.GEMINI)) return signature.data();
    return encoded(SignatureEnvelope.wrap(signature));
  }

  /// A call's signature that also carries the reasoning of other vendors before the call, signed or
  /// not: Gemini CLI drops thoughts, and keeps signatures of calls. Null where there is nothing to
  /// carry, or too much. Google's own thoughts need not come back, only the call's signature.
  ///
  /// @param id the call's, which LangChain for Python drops
  /// @param follows whether an earlier call of the turn carries reasoning: its vendor signed it
  ///   beside all the calls, so this one's id is carried even alone
  static @Nullable String field(
      String id, List<Part.Reasoning> before, @Nullable Signature ofCall, boolean follows) {
    boolean own = ofCall != null && ofCall.family().equals(Signature.GEMINI);
    var reasoning = before.stream().filter(part -> !own || part.signature() != null).toList();
    boolean alone = follows && ofCall == null;
    if (reasoning.isEmpty() && !alone) return ofCall == null ? null : field(ofCall);
    var token = SignatureEnvelope.intoField(id, reasoning, ofCall);
    if (!token.isEmpty()) return encoded(token);
    return ofCall == null ? null : field(ofCall);
  }

  static SignatureEnvelope.Opened open(String field) {
    var text = decoded(field);
    if (text != null) {
      var opened = SignatureEnvelope.fromId(text);
      if (!opened.id().equals(text)) return opened;
      var signature = SignatureEnvelope.open(text, Signature.GEMINI, false);
      if (!signature.data().equals(text))
        return new SignatureEnvelope.Opened("", List.of(), signature);
    }
    return new SignatureEnvelope.Opened(
        "", List.of(), SignatureEnvelope.open(field, Signature.GEMINI, false));
  }

  private static String encoded(String token) {
    return Base64.getEncoder().encodeToString(token.getBytes(ISO_8859_1));
  }

  private static @Nullable String decoded(String field) {
    try {
      var standard = field.replace('-', '+').replace('_', '/');
      return new String(Base64.getDecoder().decode(standard), ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return null; // not base64, so nothing of ours
    }
  }
}
